import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The bean `procedo` that models ask when a task is due, and that they tell what happens to the clock of a case: what whoever runs an engine
 * would write. It answers by `procedo due` and keeps what it must know in variables of the case.
 */
public final class Due {
    private final Procedo procedo;
    /** What the cases are of, by the identifier of their process. A real bean may read it from the definition of the process. */
    final Map<String, Procedo.Subject> subjects = new HashMap<>();
    /** The engine's clock. */
    Supplier<Date> now;
    /** The tasks that were told to be overdue. */
    final List<String> told = new ArrayList<>();

    Due(Procedo procedo) {
        this.procedo = procedo;
    }

    public Date due(Object execution, String task) {
        if (execution == null) {
            throw new IllegalArgumentException("no case was handed over for " + task);
        }
        return date(procedo.step(subject(execution), task, moment()));
    }

    public void filed(Object execution) {
        set(execution, "procedo_received", moment().toString());
        promise(execution);
    }

    public void paused(Object execution) {
        set(execution, "procedo_since_" + activity(execution), moment().toString());
    }

    public void resumed(Object execution) {
        String since = get(execution, "procedo_since_" + activity(execution));
        String until = moment().toString();
        if (!since.equals(until)) {
            set(execution, "procedo_pauses", get(execution, "procedo_pauses") + since + ".." + until + " ");
        }
        promise(execution);
    }

    public void restarted(Object execution) {
        set(execution, "procedo_complete", moment().toString());
        promise(execution);
    }

    public void late(Object execution, String task) {
        told.add(task);
    }

    /** Works out anew when the case is due. */
    private void promise(Object execution) {
        List<Procedo.Pause> pauses = new ArrayList<>();
        for (String pause : get(execution, "procedo_pauses").split(" ")) {
            if (!pause.isEmpty()) {
                String[] ends = pause.split("\\.\\.");
                pauses.add(new Procedo.Pause(LocalDateTime.parse(ends[0]), LocalDateTime.parse(ends[1])));
            }
        }
        String complete = get(execution, "procedo_complete");
        LocalDateTime received = LocalDateTime.parse(get(execution, "procedo_received"));
        LocalDateTime due = procedo.dossier(subject(execution), received, pauses, complete.isEmpty() ? null : LocalDateTime.parse(complete));
        set(execution, "procedo_due", due == null ? "" : due.toString());
    }

    private LocalDateTime moment() {
        return now.get().toInstant().atZone(ZoneId.systemDefault()).toLocalDateTime();
    }

    static Date date(LocalDateTime moment) {
        return moment == null ? null : Date.from(moment.atZone(ZoneId.systemDefault()).toInstant());
    }

    private Procedo.Subject subject(Object execution) {
        return subjects.get(((String) call(execution, "getProcessDefinitionId", new Class<?>[0])).split(":")[0]);
    }

    // The three engines name these methods alike and share no interface.

    private static String activity(Object execution) {
        return (String) call(execution, "getCurrentActivityId", new Class<?>[0]);
    }

    private static String get(Object execution, String name) {
        Object value = call(execution, "getVariable", new Class<?>[] {String.class}, name);
        return value == null ? "" : (String) value;
    }

    private static void set(Object execution, String name, String value) {
        call(execution, "setVariable", new Class<?>[] {String.class, Object.class}, name, value);
    }

    private static Object call(Object execution, String method, Class<?>[] kinds, Object... values) {
        try {
            return execution.getClass().getMethod(method, kinds).invoke(execution, values);
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
