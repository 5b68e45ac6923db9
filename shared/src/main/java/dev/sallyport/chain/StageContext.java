package dev.sallyport.chain;

import dev.sallyport.blueprint.StageName;
import dev.sallyport.converge.OperationLog;
import dev.sallyport.converge.TimeLimit;
import dev.sallyport.failure.Rejected;
import dev.sallyport.request.ProvisionRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Everything one claimed attempt of a stage may know. */
public interface StageContext {
    ProvisionRequest request();

    long generation();

    /**
     * An output of a stage that is done.
     *
     * @throws Rejected if that stage left no such output
     */
    String output(StageName stage, String name);

    /** As {@link #output}, of one that not every run leaves. */
    Optional<String> outputIfAny(StageName stage, String name);

    /** What this stage has remembered or left behind as an output, in this generation or an earlier one. */
    Optional<String> remembered(String output);

    /**
     * Keeps an output in the deployment's document at once, so that no crash after it loses it. For what has to be known
     * even if the stage never gets done, such as what it is about to take away.
     */
    void remember(String output, String value);

    /** What the project's other deployments are to be like, but for those that are destroyed. */
    List<ProvisionRequest> neighbours();

    /** Where operations are noted before they are waited for. */
    OperationLog operations();

    /** The time, by the database's clock: one for all functions, whatever the machine's own says. */
    Instant now();

    /** How long this attempt may go on. */
    TimeLimit timeLimit();
}
