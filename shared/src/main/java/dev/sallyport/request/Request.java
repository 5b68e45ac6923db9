package dev.sallyport.request;

/** What somebody asks for of one deployment. */
public sealed interface Request permits ProvisionRequest, Request.Repair, Request.Destroy {
    /** The name of the deployment it is about. */
    String deployment();

    /** Everything is to be again as the provision request that was accepted last says. */
    record Repair(String deployment) implements Request {}

    /** Everything that was made for the deployment is to go, and what had to go for it is to come back. */
    record Destroy(String deployment) implements Request {}
}
