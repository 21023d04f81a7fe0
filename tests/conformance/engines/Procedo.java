import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Asks the program `procedo due` about a catalogue; what was asked once is kept in a folder and not asked again, by no engine of this run. */
final class Procedo {
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a model is of: a procedure, perhaps in a case, by the law of a day. */
    record Subject(String code, String variant, String day) {
        static Subject of(JsonNode paths) {
            return new Subject(paths.get("procedure").asText(), paths.path("case").asText(""), paths.get("as_of").asText());
        }
    }

    /** While the clock stood still. */
    record Pause(LocalDateTime from, LocalDateTime to) {}

    private final String program;
    private final String catalogue;
    private final Path kept;
    private final Map<List<String>, JsonNode> answered = new HashMap<>();

    Procedo(String program, String catalogue, String kept) {
        this.program = program;
        this.catalogue = catalogue;
        this.kept = Path.of(kept);
    }

    /** When a step is due that begins now; null: it has no limit. */
    LocalDateTime step(Subject subject, String id, LocalDateTime begins) {
        for (JsonNode step : ask(subject, begins, List.of(), null).get("steps")) {
            if (step.get("id").asText().equals(id)) {
                return earliest(step);
            }
        }
        throw new IllegalArgumentException(subject.code() + " has no step " + id);
    }

    /** When the whole case is due; null: nothing is said. */
    LocalDateTime dossier(Subject subject, LocalDateTime received, List<Pause> pauses, LocalDateTime complete) {
        return earliest(ask(subject, received, pauses, complete).get("dossier"));
    }

    /** Of the answers that open facts tell apart the one on the safe side. */
    private static LocalDateTime earliest(JsonNode judged) {
        LocalDateTime first = null;
        for (JsonNode outcome : judged.get("outcomes")) {
            if (outcome.has("due")) {
                LocalDateTime due = LocalDateTime.parse(outcome.get("due").asText());
                first = first == null || due.isBefore(first) ? due : first;
            }
        }
        return first;
    }

    private JsonNode ask(Subject subject, LocalDateTime received, List<Pause> pauses, LocalDateTime complete) {
        List<String> command = new ArrayList<>(List.of(program, "due", subject.code(), catalogue, "--as-of", subject.day(), "--format", "json"));
        command.addAll(List.of("--received", MINUTES.format(received)));
        if (!subject.variant().isEmpty()) {
            command.addAll(List.of("--case", subject.variant()));
        }
        for (Pause pause : pauses) {
            command.addAll(List.of("--paused", MINUTES.format(pause.from()) + ".." + MINUTES.format(pause.to())));
        }
        if (complete != null) {
            command.addAll(List.of("--complete", MINUTES.format(complete)));
        }
        return answered.computeIfAbsent(command, this::answer);
    }

    private JsonNode answer(List<String> command) {
        try {
            Path file = kept.resolve(UUID.nameUUIDFromBytes(String.join("\n", command).getBytes(StandardCharsets.UTF_8)) + ".json");
            if (Files.exists(file)) {
                return JSON.readTree(Files.readString(file));
            }
            Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("refused: " + String.join(" ", command));
            }
            Files.writeString(file, said);
            return JSON.readTree(said);
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException(String.join(" ", command), broken);
        }
    }
}
