# Who changed what in Sallyport's own project. Sinks of other projects are in modules/target-project.
module "audit" {
  source = "./modules/audit-sink"

  project = var.project
  topics  = { for name in module.list.audit_topics : name => google_pubsub_topic.all[name].id }
}
