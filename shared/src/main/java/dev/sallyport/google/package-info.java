/**
 * Google's clients, opened against the endpoints the settings name ({@link dev.sallyport.google.GoogleClients}), and
 * what their errors mean ({@link dev.sallyport.google.GoogleFailure}).
 */
package dev.sallyport.google;
