/**
 * What converging would change, for people and programs to read before it is done: a {@link dev.sallyport.plan.Plan} of
 * every stage, as JSON ({@link dev.sallyport.plan.PlanJson}) and in Firestore ({@link dev.sallyport.plan.Plans}).
 */
package dev.sallyport.plan;
