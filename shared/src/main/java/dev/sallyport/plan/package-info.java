/** What converging would change and what that means, for people and programs to read before it is done. */
package dev.sallyport.plan;
