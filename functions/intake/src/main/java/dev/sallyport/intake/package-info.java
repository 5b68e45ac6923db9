/**
 * Where requests come in: {@link dev.sallyport.intake.IntakeFunction}. Beside it, {@link
 * dev.sallyport.intake.SweepFunction} sets going what was left lying.
 */
package dev.sallyport.intake;
