/** What a function is told about its surroundings: {@link dev.sallyport.settings.Settings}. */
package dev.sallyport.settings;
