package osprey.code;

/// A source text as the debugger shows it.
///
/// @param name as given by the user
/// @param text the lines, or empty where the text is not kept (the C library)
/// @param firstLine number of the first line of `text`: more than 1 for a program inside a scenario
public record SourceFile(String name, String text, int firstLine) {}
