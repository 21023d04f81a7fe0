import java.util.Date;
import java.util.HashMap;
import java.util.Map;

/** The bean `procedo` that models ask when a task is due. Whoever runs an engine answers by `procedo due`; the driver by a table. */
public final class Due {
    /** What was asked, and answered, last: by task. */
    final Map<String, Date> answered = new HashMap<>();

    /** A day that depends on the task, so that a mistaken task shows. */
    public Date due(Object execution, String task) {
        if (execution == null) {
            throw new IllegalArgumentException("no case was handed over for " + task);
        }
        Date date = new Date(4_000_000_000_000L + 1_000L * (task.hashCode() & 0xfffff));
        answered.put(task, date);
        return date;
    }
}
