/** What is said once a deployment has come to an end: for people, and for programs as JSON. */
package dev.sallyport.launcher.report;
