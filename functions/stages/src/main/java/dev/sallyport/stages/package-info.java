/**
 * The stages of the blueprint, one function each. Read {@link dev.sallyport.stages.BackendStage} first: it is what a
 * stage usually looks like. A new stage extends {@code CloudStage}, which hands it a {@code StageWork}.
 */
package dev.sallyport.stages;
