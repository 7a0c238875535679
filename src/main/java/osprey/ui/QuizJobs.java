package osprey.ui;

import java.util.ArrayList;
import java.util.List;
import osprey.lang.scn.Share;
import osprey.report.Quiz;
import osprey.report.TimeText;
import osprey.sim.Exercise;

/// The workloads of a run in words.
final class QuizJobs {
  private QuizJobs() {}

  static List<Quiz.Job> of(List<Exercise.Job> jobs) {
    return jobs.stream()
        .map(job ->
            new Quiz.Job(
                job.name(),
                job.machine(),
                job.arrivalNanos(),
                String.join(", ", job.steps().stream().map(QuizJobs::words).toList()),
                words(job.share())))
        .toList();
  }

  private static String words(Exercise.Step step) {
    String time = TimeText.of(step.nanos());
    return step.device().isEmpty() ? "cpu " + time : "io " + step.device() + " " + time;
  }

  private static String words(Share share) {
    List<String> words = new ArrayList<>();
    if (share.priority() != null) {
      words.add("priority " + share.priority());
    }
    if (share.tickets() != null) {
      words.add("tickets " + share.tickets());
    }
    if (share.nice() != null) {
      words.add("nice " + share.nice());
    }
    Long period = share.periodNanos();
    if (period != null) {
      words.add("period " + TimeText.of(period));
    }
    Long deadline = share.deadlineNanos();
    if (deadline != null) {
      words.add("deadline " + TimeText.of(deadline));
    }
    if (share.jobs() != null) {
      words.add("jobs " + share.jobs());
    }
    return String.join(", ", words);
  }
}
