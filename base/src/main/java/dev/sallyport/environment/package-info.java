/** What a program is told from outside: {@link dev.sallyport.environment.Environment}. */
package dev.sallyport.environment;
