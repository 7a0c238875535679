package osprey.sim;

/// How one expectation of a scenario stands.
///
/// @param at where it is written, a position in the scenario's SourceMap
/// @param clause as written
/// @param actual what was seen, a phrase
public record Verdict(int at, String clause, boolean isMet, String actual) {}
