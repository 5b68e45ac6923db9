/**
 * What the local cloud remembers: every service is a {@link dev.sallyport.local.state.Keeper} that writes its changes to
 * a {@link dev.sallyport.local.state.Journal} before it answers.
 */
package dev.sallyport.local.state;
