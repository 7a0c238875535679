package osprey.trace;

import osprey.trace.TraceEvent.Access;
import osprey.trace.TraceEvent.Delivery;
import osprey.trace.TraceEvent.Departure;
import osprey.trace.TraceEvent.Fate;
import osprey.trace.TraceEvent.Supply;

/// Makes the record of an event from its columns.
final class TraceRecords {
  private static final Departure[] DEPARTURES = Departure.values();
  private static final Delivery[] DELIVERIES = Delivery.values();
  private static final Access[] ACCESSES = Access.values();
  private static final Supply[] SUPPLIES = Supply.values();
  private static final Fate[] FATES = Fate.values();

  private TraceRecords() {}

  static TraceEvent read(TraceLog log, long at) {
    long time = log.time(at);
    int host = log.host(at);
    return switch (log.kind(at)) {
      case HOST_ADDED -> new TraceEvent.HostAdded(time, host, log.text(at, 0), num(log, at, 1));
      case PROCESS_CREATED ->
          new TraceEvent.ProcessCreated(
              time, host, num(log, at, 0), num(log, at, 1), log.text(at, 2));
      case PROGRAM_EXECUTED ->
          new TraceEvent.ProgramExecuted(time, host, num(log, at, 0), log.text(at, 1));
      case PROCESS_EXITED ->
          new TraceEvent.ProcessExited(time, host, num(log, at, 0), num(log, at, 1));
      case PROCESS_REAPED ->
          new TraceEvent.ProcessReaped(time, host, num(log, at, 0), num(log, at, 1));
      case PROCESS_ADOPTED ->
          new TraceEvent.ProcessAdopted(time, host, num(log, at, 0), num(log, at, 1));
      case THREAD_CREATED ->
          new TraceEvent.ThreadCreated(
              time, host, num(log, at, 0), num(log, at, 1), num(log, at, 2));
      case THREAD_EXITED -> new TraceEvent.ThreadExited(time, host, num(log, at, 0));
      case DISPATCHED -> new TraceEvent.Dispatched(time, host, num(log, at, 0), num(log, at, 1));
      case DESCHEDULED ->
          new TraceEvent.Descheduled(
              time, host, num(log, at, 0), num(log, at, 1), DEPARTURES[num(log, at, 2)]);
      case MIGRATED ->
          new TraceEvent.Migrated(time, host, num(log, at, 0), num(log, at, 1), num(log, at, 2));
      case LEVEL_CHANGED ->
          new TraceEvent.LevelChanged(time, host, num(log, at, 0), num(log, at, 1));
      case BLOCKED -> new TraceEvent.Blocked(time, host, num(log, at, 0), log.text(at, 1));
      case WOKEN -> new TraceEvent.Woken(time, host, num(log, at, 0), num(log, at, 1));
      case STOPPED -> new TraceEvent.Stopped(time, host, num(log, at, 0));
      case CONTINUED -> new TraceEvent.Continued(time, host, num(log, at, 0));
      case CALL_ENTERED ->
          new TraceEvent.CallEntered(
              time,
              host,
              num(log, at, 0),
              num(log, at, 1),
              log.word(at, 2),
              log.word(at, 3),
              log.word(at, 4),
              log.word(at, 5),
              log.word(at, 6),
              log.word(at, 7));
      case CALL_DATA ->
          new TraceEvent.CallData(
              time, host, num(log, at, 0), num(log, at, 1), log.word(at, 2), log.bytes(at, 3));
      case CALL_RETURNED ->
          new TraceEvent.CallReturned(
              time, host, num(log, at, 0), num(log, at, 1), log.word(at, 2));
      case SIGNAL_SENT ->
          new TraceEvent.SignalSent(
              time, host, num(log, at, 0), num(log, at, 1), num(log, at, 2), num(log, at, 3));
      case SIGNAL_DELIVERED ->
          new TraceEvent.SignalDelivered(
              time, host, num(log, at, 0), num(log, at, 1), DELIVERIES[num(log, at, 2)]);
      case REFUSED ->
          new TraceEvent.Refused(
              time, host, num(log, at, 0), num(log, at, 1), log.text(at, 2), log.text(at, 3));
      case FAULTED ->
          new TraceEvent.Faulted(
              time,
              host,
              num(log, at, 0),
              num(log, at, 1),
              log.word(at, 2),
              ACCESSES[num(log, at, 3)],
              log.word(at, 4));
      case PAGE_FAULT ->
          new TraceEvent.PageFault(
              time, host, num(log, at, 0), log.word(at, 1), SUPPLIES[num(log, at, 2)]);
      case PACKET ->
          new TraceEvent.Packet(
              time,
              host,
              log.word(at, 0),
              FATES[num(log, at, 1)],
              num(log, at, 2),
              num(log, at, 3),
              num(log, at, 4),
              log.text(at, 5));
      case OUTPUT ->
          new TraceEvent.Output(time, host, num(log, at, 0), num(log, at, 1), log.bytes(at, 2));
      case INTERVENED -> new TraceEvent.Intervened(time, host, log.text(at, 0));
      case MARK -> new TraceEvent.Mark(time, host, num(log, at, 0), log.text(at, 1));
      case DIAGNOSIS -> new TraceEvent.Diagnosis(time, host, log.text(at, 0));
      case DEADLOCK ->
          new TraceEvent.Deadlock(time, host, num(log, at, 0), num(log, at, 1), log.text(at, 2));
      case CONTENDED ->
          new TraceEvent.Contended(
              time, host, num(log, at, 0), log.text(at, 1), num(log, at, 2), log.text(at, 3));
    };
  }

  private static int num(TraceLog log, long at, int column) {
    return (int) log.word(at, column);
  }
}
