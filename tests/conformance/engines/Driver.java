import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Drives every predicted path of every model through an engine and compares, stop by stop, what is offered; who may work it; when it is
 * due; and when the whole case is, both as {@code procedo due} says. {@code Driver ENGINE MODELS PATHS PROCEDO CATALOGUE ASKED KEPT CALLED
 * CALLED_PATHS}: beside NAME.bpmn in MODELS stands NAME.paths.json in PATHS; the engine's bean asks about the catalogue ASKED, the driver
 * about CATALOGUE; KEPT holds the answers; in CALLED and CALLED_PATHS stand all models, of which some are called by others. A process that
 * is called is driven along one of its own paths to its end before its caller goes on. Each path is run twice: branches of a parallel from the first and from the last, with opposite values for variables that must not matter.
 * One JSON object a model, a line each; exit code 1 if one has a problem.
 */
public final class Driver {
    private static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";
    private static final Map<String, String> ENDS =
        Map.of("done", "end_done_", "refuse", "end_refused_", "withdraw", "end_withdrawn_", "stop", "end_stopped_");
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * When things happen: before a holiday, on it, after hours on the next working day, before Tết. A case starts at one of the first and
     * each stop is one further on, the last ones all at the last.
     */
    private static final List<LocalDateTime> TIMES = Stream.of("2026-12-31T16:40", "2027-01-01T10:00", "2027-01-04T18:20", "2027-02-04T15:20")
        .map(LocalDateTime::parse).toList();

    private final Engine engine;
    private final Due due;
    private final Procedo procedo;
    /** All models and their paths by the identifier of the process. */
    private final Map<String, Callee> callable = new HashMap<>();

    private Driver(Engine engine, Due due, Procedo procedo) {
        this.engine = engine;
        this.due = due;
        this.procedo = procedo;
    }

    /** A process that may be called: where its model is, and its paths. */
    private record Callee(Path file, JsonNode document) {}

    public static void main(String[] arguments) throws Exception {
        Due due = new Due(new Procedo(arguments[3], arguments[5], arguments[6]));
        Engine engine = (Engine) Class.forName(arguments[0]).getDeclaredConstructor(Due.class).newInstance(due);
        due.now = engine::now;
        Driver driver = new Driver(engine, due, new Procedo(arguments[3], arguments[4], arguments[6]));
        System.err.println(engine.version());
        File[] all = new File(arguments[8]).listFiles((folder, name) -> name.endsWith(".paths.json"));
        for (File paths : all) {
            JsonNode document = JSON.readTree(paths);
            Path model = Path.of(arguments[7], paths.getName().replace(".paths.json", ".bpmn"));
            driver.callable.put(document.get("process").asText(), new Callee(model, document));
            due.subjects.put(document.get("process").asText(), Procedo.Subject.of(document));
        }
        File[] files = new File(arguments[1]).listFiles((folder, name) -> name.endsWith(".bpmn"));
        java.util.Arrays.sort(files);
        boolean good = files.length > 0;
        for (File file : files) {
            String name = file.getName().replace(".bpmn", "");
            ObjectNode row = driver.model(file.toPath(), Path.of(arguments[2], name + ".paths.json"), name);
            System.out.println(JSON.writeValueAsString(row));
            good &= row.get("problems").isEmpty();
        }
        System.exit(good ? 0 : 1);
    }

    private ObjectNode model(Path file, Path paths, String name) throws Exception {
        ObjectNode row = JSON.createObjectNode();
        row.put("model", name);
        JsonNode document = JSON.readTree(Files.readString(paths));
        row.put("paths", document.get("paths").size());
        List<String> problems = new ArrayList<>();
        int driven = 0;
        int timers = 0;
        int dates = 0;
        int cases = 0;
        int resumed = 0;
        int notices = 0;
        int calls = 0;
        try {
            Model model = new Model(file);
            engine.deploy(file);
            deployCalled(document);
            int number = 0;
            for (JsonNode path : document.get("paths")) {
                number++;
                boolean good = true;
                for (int way = 0; way < 2; way++) {
                    try {
                        Run run = new Run(model, Procedo.Subject.of(document), path, way, number);
                        run.go(document.get("process").asText());
                        calls += run.calls;
                        timers += way == 0 ? run.timers : 0;
                        dates += run.dates;
                        cases += run.cases;
                        resumed += run.pauses.isEmpty() ? 0 : 1;
                        notices += run.notices;
                    } catch (Exception | Error problem) {
                        good = false;
                        problems.add("path " + number + ": " + problem);
                    }
                }
                driven += good ? 1 : 0;
            }
        } catch (Exception | Error refused) {
            problems.add("not deployed: " + refused);
        }
        if (document.get("paths").isEmpty()) {
            problems.add("no path");
        }
        row.put("driven", driven).put("timers", timers).put("dates", dates).put("cases", cases).put("resumed", resumed).put("notices", notices).put("calls", calls);
        problems.stream().limit(5).forEach(row.withArray("problems")::add);
        row.withArray("problems");
        return row;
    }

    /** Deploys what the paths of a process call, and what that calls. */
    private void deployCalled(JsonNode document) throws Exception {
        Set<String> called = new HashSet<>();
        for (JsonNode path : document.get("paths")) {
            path.get("tasks").forEach(task -> called.add(task.path("calls").asText()));
        }
        called.remove("");
        for (String process : called) {
            engine.deploy(callable.get(process).file());
            deployCalled(callable.get(process).document());
        }
    }

    /** What a run needs to know of a model. */
    private static final class Model {
        final Map<String, String> timers = new HashMap<>();
        final Map<String, String> notices = new HashMap<>();
        /** The tasks during which the clock stands still, and what it does after them. */
        final Map<String, String> clocks = new HashMap<>();
        final Map<String, String> groups = new HashMap<>();
        final Set<String> limited = new HashSet<>();
        final Map<String, String> variables = new TreeMap<>();
        final String conditions;

        Model(Path file) throws Exception {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            Document document = factory.newDocumentBuilder().parse(file.toFile());
            for (Element event : elements(document, BPMN, "boundaryEvent")) {
                Map<String, String> kind = event.getAttribute("cancelActivity").equals("false") ? notices : timers;
                kind.put(event.getAttribute("attachedToRef"), event.getAttribute("id"));
            }
            for (String name : List.of("step", "supplement")) {
                for (Element said : elements(document, "urn:procedo:bpmn:1", name)) {
                    String task = ((Element) said.getParentNode().getParentNode()).getAttribute("id");
                    if (!said.getAttribute("clock").isEmpty()) {
                        clocks.put(task, said.getAttribute("clock"));
                    }
                    if (name.equals("step") && !said.getAttribute("limit").isEmpty()) {
                        limited.add(task);
                    }
                }
            }
            for (Element lane : elements(document, BPMN, "userTask")) {
                for (int at = 0; at < lane.getAttributes().getLength(); at++) {
                    String name = lane.getAttributes().item(at).getLocalName();
                    if (name.equals("candidateGroups")) {
                        groups.put(lane.getAttribute("id"), lane.getAttributes().item(at).getNodeValue());
                    }
                }
            }
            for (Element variable : elements(document, "urn:procedo:bpmn:1", "variable")) {
                variables.put(variable.getAttribute("name"), variable.getAttribute("type"));
            }
            StringBuilder texts = new StringBuilder();
            elements(document, BPMN, "conditionExpression").forEach(one -> texts.append(one.getTextContent()).append(' '));
            conditions = texts.toString();
        }

        private static List<Element> elements(Document document, String namespace, String name) {
            NodeList found = document.getElementsByTagNameNS(namespace, name);
            List<Element> all = new ArrayList<>();
            for (int at = 0; at < found.getLength(); at++) {
                all.add((Element) found.item(at));
            }
            return all;
        }

        /** A value for every variable that conditions name, so that none is missing where it does not matter. */
        Map<String, Object> filled(int filler) {
            Map<String, Object> values = new HashMap<>();
            variables.forEach((name, kind) -> values.put(name, switch (kind) {
                case "boolean" -> filler == 1;
                case "number" -> filler == 1 ? 1e9 : 0.0;
                case "money" -> filler == 1 ? 1e12 : 0.0;
                case "date" -> filler == 1 ? "2999-01-01" : "1900-01-01";
                default -> filler == 0 ? "x" : word(name);
            }));
            return values;
        }

        private String word(String name) {
            Matcher matcher = Pattern.compile("\\b" + name + " == '([^']*)'").matcher(conditions);
            String last = "ok";
            while (!name.startsWith("outcome_") && matcher.find()) {
                last = matcher.group(1);
            }
            return last;
        }
    }

    /** One path in the engine. */
    private final class Run {
        final Model model;
        final Procedo.Subject subject;
        final JsonNode path;
        final List<JsonNode> tasks = new ArrayList<>();
        final boolean fromLast;
        final Set<Integer> done = new HashSet<>();
        final List<String> trace = new ArrayList<>();
        final Map<String, Object> variables;
        final int first;
        /** When each open task was first seen, by the engine's identifier. */
        final Map<String, LocalDateTime> begun = new HashMap<>();
        final List<Procedo.Pause> pauses = new ArrayList<>();
        LocalDateTime received;
        LocalDateTime complete;
        LocalDateTime now;
        int timers;
        int dates;
        int cases;
        int notices;
        int calls;
        /** How many stops were made, those of called processes included. */
        int stops;
        final int way;
        /** The runs of the processes that the tasks call, by the place of the task. */
        final Map<Integer, Run> called = new HashMap<>();
        String instance;

        Run(Model model, Procedo.Subject subject, JsonNode path, int way, int number) throws Exception {
            first = number % 3;
            this.model = model;
            this.subject = subject;
            this.path = path;
            this.way = way;
            path.get("tasks").forEach(tasks::add);
            fromLast = way == 1;
            variables = model.filled(way);
            set(path.get("given"));
            Map<String, Object> given = new HashMap<>();
            path.get("given").fieldNames().forEachRemaining(name -> given.put(name, variables.get(name)));
            for (int at = 0; at < tasks.size(); at++) {
                if (calls(at)) {
                    Run run = call(tasks.get(at).get("calls").asText(), number + at, given);
                    called.put(at, run);
                    given.putAll(run.given());
                    variables.putAll(run.given());
                }
            }
        }

        /** A run of a called process along a path that asks nothing else than what is given. */
        Run call(String process, int number, Map<String, Object> given) throws Exception {
            Callee callee = callable.get(process);
            JsonNode paths = callee.document().get("paths");
            for (int more = 0; more < paths.size(); more++) {
                JsonNode one = paths.get((number + more) % paths.size());
                Run run = new Run(new Model(callee.file()), Procedo.Subject.of(callee.document()), one, way, number);
                if (run.given().entrySet().stream().allMatch(said -> given.getOrDefault(said.getKey(), said.getValue()).equals(said.getValue()))) {
                    return run;
                }
            }
            throw new IllegalStateException("no path of " + process + " fits " + given);
        }

        /** What the path gives at filing, with what the processes that it calls are given. */
        Map<String, Object> given() {
            Map<String, Object> given = new HashMap<>();
            called.values().forEach(run -> given.putAll(run.given()));
            path.get("given").fieldNames().forEachRemaining(name -> given.put(name, variables.get(name)));
            return given;
        }

        boolean calls(int at) {
            return tasks.get(at).has("calls");
        }

        void set(JsonNode values) {
            if (values != null) {
                values.fields().forEachRemaining(one -> {
                    JsonNode value = one.getValue();
                    variables.put(one.getKey(), value.isBoolean() ? value.asBoolean() : value.isNumber() ? (Object) value.asDouble() : value.asText());
                });
            }
        }

        List<Integer> open() {
            List<Integer> open = new ArrayList<>();
            for (int at = 0; at < tasks.size(); at++) {
                boolean ready = !done.contains(at);
                for (JsonNode before : tasks.get(at).get("after")) {
                    ready &= done.contains(before.asInt());
                }
                if (ready) {
                    open.add(at);
                }
            }
            return open;
        }

        String key(int at) {
            return tasks.get(at).get("task").asText();
        }

        boolean late(int at) {
            return tasks.get(at).path("late").asBoolean();
        }

        void compare(List<Engine.Offered> offered) {
            List<String> extra = new ArrayList<>(offered.stream().map(Engine.Offered::key).toList());
            List<String> missing = new ArrayList<>();
            Map<String, String> running = engine.called(instance);
            for (int at : open()) {
                boolean there = calls(at) ? running.remove(tasks.get(at).get("calls").asText()) != null : extra.remove(key(at));
                if (!there) {
                    missing.add(key(at));
                }
                if (calls(at)) {
                    begun.putIfAbsent(key(at), now);
                }
            }
            path.path("under_way").forEach(one -> extra.remove(one.asText()));
            if (path.path("under_way").isEmpty()) {
                extra.addAll(running.keySet());
            }
            if (!missing.isEmpty() || !extra.isEmpty()) {
                throw new IllegalStateException("after " + trace + ": missing " + missing + ", not predicted " + extra);
            }
            for (Engine.Offered one : offered) {
                String groups = model.groups.get(one.key());
                if (groups != null && !Set.of(groups.split(",")).equals(Set.copyOf(one.groups()))) {
                    throw new IllegalStateException(one.key() + " is offered to " + one.groups() + ", not to " + groups);
                }
                if (begun.putIfAbsent(one.id(), now) == null) {
                    begins(one);
                }
            }
            Object promised = engine.ended(instance) ? null : engine.variable(instance, "procedo_due");
            if (promised != null) {
                LocalDateTime said = procedo.dossier(subject, received, pauses, complete);
                if (!promised.equals(said == null ? "" : said.toString())) {
                    throw new IllegalStateException("after " + trace + " the case is due " + promised + ", not " + said);
                }
                cases++;
            } else if (!engine.ended(instance)) {
                throw new IllegalStateException("after " + trace + ": nobody said when the case is due");
            }
        }

        /** Compares when a task that was just offered is due, and lets the time pass of which someone is told. */
        void begins(Engine.Offered one) {
            if (!model.limited.contains(one.key())) {
                return;
            }
            Date said = Due.date(procedo.step(subject, one.key(), now));
            if (said == null || one.due() == null || one.due().getTime() != said.getTime()) {
                throw new IllegalStateException(one.key() + " begun " + now + " is due " + one.due() + ", not " + said);
            }
            dates++;
            String notice = model.notices.get(one.key());
            if (notice != null) {
                due.told.clear();
                Date at = engine.pass(instance, notice);
                if (at == null || at.getTime() != said.getTime() || !due.told.equals(List.of(one.key()))) {
                    throw new IllegalStateException(one.key() + ": overdue at " + at + ", not " + said + "; told of " + due.told);
                }
                if (engine.tasks(instance).stream().noneMatch(still -> still.id().equals(one.id()))) {
                    throw new IllegalStateException(one.key() + ": gone once it was overdue");
                }
                notices++;
            }
        }

        /** The clock of the case once a task is over, or a process that was called; `id` is by what its begin is known. */
        void ends(String key, String id) {
            String clock = model.clocks.get(key);
            if (clock == null) {
                return;
            }
            if (clock.equals("restarts")) {
                complete = now;
            } else if (begun.get(id).isBefore(now)) {
                pauses.add(new Procedo.Pause(begun.get(id), now));
            }
        }

        void reach(int stop) {
            now = TIMES.get(Math.min(first + stop, TIMES.size() - 1));
            engine.set(Due.date(now));
        }

        int choose() {
            List<Integer> candidates = open();
            JsonNode end = path.get("end");
            if (done.size() + 1 < tasks.size() && !end.get("kind").asText().equals("done") && end.get("after").size() == 1) {
                // The task whose outcome closes the case comes last whatever else is under way.
                candidates.remove((Integer) end.get("after").get(0).asInt());
            }
            List<Integer> inTime = candidates.stream().filter(at -> !late(at)).toList();
            List<Integer> from = inTime.isEmpty() ? candidates : inTime;
            return from.get(fromLast ? from.size() - 1 : 0);
        }

        void go(String process) {
            reach(0);
            received = now;
            instance = engine.start(process, variables);
            work();
        }

        /** Drives a process that another one called, from the moment and the stop at which the caller stands. */
        void attach(String started, Run caller) {
            stops = caller.stops;
            now = caller.now;
            received = now;
            instance = started;
            work();
        }

        void work() {
            for (int turn = 0; turn < 1_000; turn++) {
                List<Engine.Offered> offered = engine.tasks(instance);
                compare(offered);
                if (done.size() == tasks.size()) {
                    break;
                }
                int at = choose();
                if (calls(at) && !late(at)) {
                    String started = engine.called(instance).get(tasks.get(at).get("calls").asText());
                    Run run = called.get(at);
                    run.attach(started, this);
                    stops = run.stops;
                    now = run.now;
                    calls += 1 + run.calls;
                    dates += run.dates;
                    cases += run.cases;
                    ends(key(at), key(at));
                    done.add(at);
                    trace.add(key(at));
                    continue;
                }
                stops++;
                reach(stops);
                Engine.Offered one = calls(at) ? null : offered.stream().filter(some -> some.key().equals(key(at))).findFirst().orElseThrow();
                if (late(at)) {
                    String boundary = model.timers.get(key(at));
                    if (boundary == null || engine.pass(instance, boundary) == null) {
                        throw new IllegalStateException("after " + trace + ": no timer on " + key(at));
                    }
                    timers++;
                } else {
                    set(tasks.get(at).get("sets"));
                    engine.complete(one.id(), variables);
                }
                if (one != null) {
                    ends(one.key(), one.id());
                }
                done.add(at);
                trace.add(key(at));
            }
            if (!engine.ended(instance)) {
                throw new IllegalStateException("after " + trace + ": not ended");
            }
            List<String> ends = engine.ends(instance);
            String kind = path.get("end").get("kind").asText();
            if (ends.size() != 1 || !ends.get(0).startsWith(ENDS.get(kind))) {
                throw new IllegalStateException("after " + trace + ": ended in " + ends + ", predicted " + kind);
            }
        }
    }
}
