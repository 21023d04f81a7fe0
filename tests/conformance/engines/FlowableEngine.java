import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.flowable.identitylink.api.IdentityLinkInfo;
import org.flowable.job.api.Job;

/** Flowable, in memory. */
final class FlowableEngine implements Engine {
    private final StandaloneInMemProcessEngineConfiguration configuration = new StandaloneInMemProcessEngineConfiguration();
    private final ProcessEngine engine;

    FlowableEngine(Due due) {
        configuration.setJdbcUrl("jdbc:h2:mem:flowable;DB_CLOSE_DELAY=-1");
        configuration.setDatabaseSchemaUpdate("create");
        configuration.setAsyncExecutorActivate(false);
        Map<Object, Object> beans = new HashMap<>();
        beans.put("procedo", due);
        configuration.setBeans(beans);
        engine = configuration.buildProcessEngine();
    }

    public String version() {
        return "Flowable " + ProcessEngine.VERSION;
    }

    public void deploy(Path file) throws Exception {
        engine.getRepositoryService().createDeployment().addString(file.getFileName().toString(), Files.readString(file)).deploy();
    }

    public String start(String process, Map<String, Object> variables) {
        engine.getIdentityService().setAuthenticatedUserId("applicant-1");
        return engine.getRuntimeService().startProcessInstanceByKey(process, variables).getId();
    }

    public List<Offered> tasks(String instance) {
        return engine.getTaskService().createTaskQuery().processInstanceId(instance).list().stream().map(task -> {
            List<String> groups = engine.getTaskService().getIdentityLinksForTask(task.getId()).stream()
                .map(IdentityLinkInfo::getGroupId).filter(group -> group != null).toList();
            return new Offered(task.getId(), task.getTaskDefinitionKey(), task.getDueDate(), groups);
        }).toList();
    }

    public void complete(String task, Map<String, Object> variables) {
        engine.getTaskService().complete(task, variables);
    }

    public Date pass(String instance, String boundary) {
        for (Job job : engine.getManagementService().createTimerJobQuery().processInstanceId(instance).list()) {
            if (boundary.equals(job.getElementId())) {
                Date at = job.getDuedate();
                Job ready = engine.getManagementService().moveTimerToExecutableJob(job.getId());
                engine.getManagementService().executeJob(ready.getId());
                return at;
            }
        }
        return null;
    }

    public void set(Date now) {
        configuration.getClock().setCurrentTime(now);
    }

    public Date now() {
        return configuration.getClock().getCurrentTime();
    }

    public Map<String, String> called(String instance) {
        Map<String, String> called = new HashMap<>();
        engine.getRuntimeService().createProcessInstanceQuery().superProcessInstanceId(instance).list()
            .forEach(one -> called.put(one.getProcessDefinitionId().split(":")[0], one.getId()));
        return called;
    }

    public Object variable(String instance, String name) {
        return engine.getRuntimeService().getVariable(instance, name);
    }

    public boolean ended(String instance) {
        return engine.getRuntimeService().createProcessInstanceQuery().processInstanceId(instance).count() == 0;
    }

    public List<String> ends(String instance) {
        return engine.getHistoryService().createHistoricActivityInstanceQuery().processInstanceId(instance).list().stream()
            .filter(activity -> activity.getActivityType().equals("endEvent")).map(activity -> activity.getActivityId()).toList();
    }
}
