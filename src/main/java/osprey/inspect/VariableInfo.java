package osprey.inspect;

/// A variable as text.
public record VariableInfo(String name, String type, String value) {}
