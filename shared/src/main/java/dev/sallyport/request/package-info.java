/**
 * What may be asked for, and the check of what was. {@link dev.sallyport.request.RequestReader} is the way in, {@link
 * dev.sallyport.request.Request} what comes out, {@link dev.sallyport.request.Guardrails} what the operator
 * allows.
 */
package dev.sallyport.request;
