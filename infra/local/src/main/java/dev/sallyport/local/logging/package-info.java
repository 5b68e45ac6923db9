/**
 * Cloud Logging and Cloud Audit Logs: {@link dev.sallyport.local.logging.Logging} is the service, other services write to
 * it through a {@link dev.sallyport.local.logging.LogWriter}, and {@link dev.sallyport.local.logging.EntryFilter} is its
 * query language.
 */
package dev.sallyport.local.logging;
