using ConfigSync.EndToEnd.Running;

namespace ConfigSync.EndToEnd.Behaviours;

/// <summary>After everything that was tried on the one installation.</summary>
internal sealed class UninstallLeavesNothing : Behaviour
{
    public override string Promise => "`kubectl delete -k` leaves no object of ours in the cluster, and Pods start as they did without us";

    public override async Task<string> RunAsync(Stage stage)
    {
        await stage.Installation.UninstallAsync();
        Assert.Empty(await stage.Installation.LeftAsync());
        var answer = await stage.Cluster.Api.CreateAsync(Workloads.Pod("after", "default", "required"), "dryRun=All");
        Assert.True(answer.IsDone, answer.Message);
        Assert.False(Pod.HasAgent(answer.Body));
        return "";
    }
}
