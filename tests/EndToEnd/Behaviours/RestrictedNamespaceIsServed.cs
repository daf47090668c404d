using ConfigSync.EndToEnd.Applications;
using ConfigSync.EndToEnd.Running;

namespace ConfigSync.EndToEnd.Behaviours;

internal sealed class RestrictedNamespaceIsServed : Behaviour
{
    public override string Promise => "where Pod Security enforces `restricted`, an injected Pod is admitted without a warning, starts, and reloads";

    public override async Task<string> RunAsync(Stage stage)
    {
        var space = await stage.NamespaceAsync("restricted", "restricted");
        var warnings = (await stage.Cluster.Api.CreateAsync(Workloads.Pod("tried", space, "enabled"), "dryRun=All")).Warnings;
        Assert.Empty(warnings);
        foreach (var application in RealApplications.All)
        {
            var pod = await application.StartAsync(stage.Cluster, space);
            await application.ChangeAsync(stage.Cluster, space, 1);
            await application.ArrivedAsync(stage.Cluster, pod, 1);
            Assert.Equal(0, (await stage.Cluster.PodAsync(pod)).Restarts);
        }

        await stage.DropAsync(space);
        return string.Join(", ", RealApplications.All.Select(static application => application.Name));
    }
}
