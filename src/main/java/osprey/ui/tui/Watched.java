package osprey.ui.tui;

import osprey.ui.debug.Debugger;

/// A run that is watched, and the means to lead it.
///
/// @param title of the scenario or program
public record Watched(Debugger debugger, CommandLine commands, String title) {}
