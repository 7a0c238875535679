package osprey.trace;

/// How much a run records.
public enum TraceLevel {
  OFF(0),
  /// Only what the simulator found out by itself: errors and deadlocks.
  FINDINGS(TraceKind.DIAGNOSIS.bit() | TraceKind.DEADLOCK.bit() | TraceKind.FAULTED.bit()),
  /// Who ran when and why not: enough for metrics, Gantt charts and schedules.
  SCHEDULE(
      ~(TraceKind.CALL_ENTERED.bit()
          | TraceKind.CALL_DATA.bit()
          | TraceKind.CALL_RETURNED.bit()
          | TraceKind.PAGE_FAULT.bit()
          | TraceKind.PACKET.bit()
          | TraceKind.OUTPUT.bit())),
  ALL(~0L);

  private final long mask;

  TraceLevel(long mask) {
    this.mask = mask;
  }

  /// The kinds that are recorded, a bit each.
  public long mask() {
    return mask;
  }
}
