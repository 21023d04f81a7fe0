import java.nio.file.Path;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** What the driver asks of an engine. */
interface Engine {
    /** A task that the engine offers. */
    record Offered(String id, String key, Date due, List<String> groups) {}

    /** The engine and its version. */
    String version();

    /** Deploys a model; throws if it is refused. */
    void deploy(Path file) throws Exception;

    /** Starts a case and says its identifier. */
    String start(String process, Map<String, Object> variables);

    /** The tasks that are open. */
    List<Offered> tasks(String instance);

    /** The cases that a case has called and that are under way, by the identifier of their process. */
    Map<String, String> called(String instance);

    /** Ends a task. */
    void complete(String task, Map<String, Object> variables);

    /** Lets the timer of a boundary event pass; says when it would have, null: there is none. */
    Date pass(String instance, String boundary);

    /** Sets the engine's clock. */
    void set(Date now);

    /** The engine's clock. */
    Date now();

    /** A variable of a case that has not ended. */
    Object variable(String instance, String name);

    /** Whether the case has ended. */
    boolean ended(String instance);

    /** The end events that were reached. */
    List<String> ends(String instance);
}
