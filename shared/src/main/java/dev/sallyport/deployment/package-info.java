/**
 * The state of deployments, kept in Firestore: {@link dev.sallyport.deployment.Deployments} is the way in. What may
 * happen to a deployment is decided in {@code Lifecycle}, without effects.
 */
package dev.sallyport.deployment;
