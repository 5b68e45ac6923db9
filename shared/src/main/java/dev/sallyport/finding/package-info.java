/**
 * What re-checks find: the controls there are, what they saw violated, and what has become of it. Decided here without
 * effects; the database and the cloud are others' business.
 */
package dev.sallyport.finding;
