/**
 * Cloud Run functions: {@link dev.sallyport.local.functions.FunctionHost} runs what {@link
 * dev.sallyport.local.functions.FunctionsFile} lists, by the Functions Framework's own executors.
 */
package dev.sallyport.local.functions;
