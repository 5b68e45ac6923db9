package dev.sallyport.launcher;

import dev.sallyport.deployment.Deployment;

/** A newer request for the same deployment has been accepted, so that how ours would have ended will never be known. */
final class Superseded extends Ending {
    private static final long serialVersionUID = 1L;

    Superseded(long generation, Deployment current) {
        super(
                ExitCode.FAILED,
                "generation " + generation + " of " + current.name() + " was superseded by generation "
                        + current.generation() + ", for the request " + current.acceptedRequest()
                        + "; the deployment goes on under that");
    }
}
