# Who changed what in Sallyport's own project. Sinks of other projects are in modules/target-project.
module "audit" {
  source = "./modules/audit-sink"

  project = var.project
  topics  = local.audit_topics
}
