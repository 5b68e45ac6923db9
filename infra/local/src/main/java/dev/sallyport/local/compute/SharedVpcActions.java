package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.Project;
import com.google.cloud.compute.v1.ProjectsDisableXpnResourceRequest;
import com.google.cloud.compute.v1.ProjectsEnableXpnResourceRequest;
import com.google.cloud.compute.v1.ProjectsGetXpnResources;
import com.google.cloud.compute.v1.XpnHostList;
import com.google.cloud.compute.v1.XpnResourceId;
import com.google.protobuf.Message;
import dev.sallyport.local.compute.ProjectResources.Stored;
import java.util.Optional;
import java.util.stream.Stream;

/** Shared VPC, which the API calls XPN: host projects and the service projects attached to them. */
final class SharedVpcActions {
    private static final String HOST = "HOST";
    private static final String NO_HOST = "UNSPECIFIED_XPN_PROJECT_STATUS";

    /** The place of attached projects in the store; no collection of the API is called so. */
    private static final String ATTACHED = "xpnResources";

    private SharedVpcActions() {}

    static Optional<Action<Message>> of(ComputeMethod method) {
        return Optional.ofNullable(
                switch (method.name()) {
                    case "enableXpnHost" -> new Action.Change<>("enableXpnHost", SharedVpcActions::enableHost);
                    case "disableXpnHost" -> new Action.Change<>("disableXpnHost", SharedVpcActions::disableHost);
                    case "enableXpnResource" -> new Action.Change<>("enableXpnResource", SharedVpcActions::attach);
                    case "disableXpnResource" -> new Action.Change<>("disableXpnResource", SharedVpcActions::detach);
                    case "getXpnResources" -> new Action.Answer<>(SharedVpcActions::attached);
                    case "listXpnHosts" -> new Action.Answer<>(SharedVpcActions::hosts);
                    default -> null;
                });
    }

    private static Message enableHost(Transaction transaction, Link link, Message current, Call call) {
        return ((Project) current).toBuilder().setXpnProjectStatus(HOST).build();
    }

    private static Message disableHost(Transaction transaction, Link link, Message current, Call call) {
        transaction.all(ATTACHED).map(Stored::link).findFirst().ifPresent(user -> {
            throw Refusals.inUse("project", link.path(), "projects/" + user.name());
        });
        return ((Project) current).toBuilder().setXpnProjectStatus(NO_HOST).build();
    }

    private static Message attach(Transaction transaction, Link link, Message current, Call call) {
        if (!((Project) current).getXpnProjectStatus().equals(HOST)) {
            throw Refusals.invalidValue("project", link.project(), "The project is not a shared VPC host project.");
        }
        XpnResourceId attached = ((ProjectsEnableXpnResourceRequest) call.body()).getXpnResource();
        transaction.put(place(link, attached), attached);
        return current;
    }

    private static Message detach(Transaction transaction, Link link, Message current, Call call) {
        XpnResourceId gone = ((ProjectsDisableXpnResourceRequest) call.body()).getXpnResource();
        Link place = place(link, gone);
        if (!transaction.exists(place)) {
            throw Refusals.invalidValue(
                    "resource.xpnResource.id", gone.getId(), "The project is not attached to this host project.");
        }
        transaction.remove(place);
        return current;
    }

    private static Message attached(Transaction transaction, Call call) {
        Page page = Page.of(transaction.all(ATTACHED), call);
        ProjectsGetXpnResources.Builder answer =
                ProjectsGetXpnResources.newBuilder().setKind("compute#projectsGetXpnResources");
        page.items().forEach(item -> answer.addResources((XpnResourceId) item.message()));
        if (!page.nextToken().isEmpty()) {
            answer.setNextPageToken(page.nextToken());
        }
        return answer.build();
    }

    /** This project, if it is a host: of the others in the organisation nothing is known here. */
    private static Message hosts(Transaction transaction, Call call) {
        Project project = (Project) CommonMethods.existing(
                transaction, Link.ofProject(call.project().id()));
        XpnHostList.Builder hosts = XpnHostList.newBuilder().setKind("compute#xpnHostList");
        Stream.of(project)
                .filter(each -> each.getXpnProjectStatus().equals(HOST))
                .forEach(hosts::addItems);
        return hosts.build();
    }

    private static Link place(Link project, XpnResourceId attached) {
        String id = Names.check("resource.xpnResource.id", attached.getId());
        return project.inScope(Scope.GLOBAL, ATTACHED, id);
    }
}
