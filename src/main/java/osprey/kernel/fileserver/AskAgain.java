package osprey.kernel.fileserver;

import osprey.engine.Event;

/// A request's time to be answered is over; stale when it has another timer since.
///
/// @param isFresh the request was at rest: it is sent without a retry being counted
record AskAgain(long number, long timer, boolean isFresh) implements Event {}
