/**
 * Identity and Access Management as every API has it: {@link dev.sallyport.local.iam.Policies} keeps the policies of one
 * kind of resource, {@link dev.sallyport.local.iam.Condition} is the part of CEL that conditions are written in here.
 */
package dev.sallyport.local.iam;
