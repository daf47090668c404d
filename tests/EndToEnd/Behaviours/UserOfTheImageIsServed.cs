using ConfigSync.EndToEnd.Applications;
using ConfigSync.EndToEnd.Running;

namespace ConfigSync.EndToEnd.Behaviours;

/// <summary>The same applications where no Pod says who they are: their users stand in the images alone.</summary>
internal sealed class UserOfTheImageIsServed : Behaviour
{
    private const string User = "runAsUser: 101, runAsGroup: 101, fsGroup: 101, ";

    public override string Promise =>
        "where the UID stands in the image and Pod Security enforces `restricted`, the agent runs in that image and the application reloads";

    public override async Task<string> RunAsync(Stage stage)
    {
        var space = await stage.NamespaceAsync("image-user", "restricted");
        foreach (var application in RealApplications.All)
        {
            Assert.True(application.Manifest.Contains(User, StringComparison.Ordinal), $"{application.Name} says its user");
            var unsaid = application with { Manifest = application.Manifest.Replace(User, "", StringComparison.Ordinal) };
            var pod = await unsaid.StartAsync(stage.Cluster, space);
            var containers = pod.Json["spec"]!["initContainers"]!.AsArray().ToDictionary(static container => (string)container!["name"]!, static container => container!);
            Assert.Equal((string?)pod.Json["spec"]!["containers"]![0]!["image"], (string?)containers["config-sync"]["image"]);
            Assert.Null(containers["config-sync"]["securityContext"]!["runAsUser"]);
            await unsaid.ChangeAsync(stage.Cluster, space, 1);
            await unsaid.ArrivedAsync(stage.Cluster, pod, 1);
            Assert.Equal(0, (await stage.Cluster.PodAsync(pod)).Restarts);
        }

        await stage.DropAsync(space);
        return string.Join(", ", RealApplications.All.Select(static application => application.Name));
    }
}
