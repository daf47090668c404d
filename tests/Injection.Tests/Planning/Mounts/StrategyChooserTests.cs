using ConfigSync.Contract;
using ConfigSync.Injection.Findings;
using ConfigSync.Injection.Planning;
using ConfigSync.Injection.Planning.Mounts;
using ConfigSync.Injection.Planning.Sidecar;

namespace ConfigSync.Injection.Tests.Planning.Mounts;

public sealed class StrategyChooserTests
{
    [Theory] // The rows of the table in StrategyChooser, in its order.
    [InlineData("""{"name":"config","mountPath":"/etc/app","subPathExpr":"$(A)"}""", "", MountStrategy.Left, "subpath-expression")]
    [InlineData("""{"name":"config","mountPath":"/target"}""", "target-path=/target target-claim=new", MountStrategy.IntoVolume, null)]
    [InlineData("""{"name":"config","mountPath":"/etc/app"}""", "delivery=copy", MountStrategy.Copied, null)]
    [InlineData("""{"name":"config","mountPath":"/etc/app"}""", "", MountStrategy.Directory, null)]
    [InlineData("""{"name":"config","mountPath":"/etc/app/a.yaml","subPath":"a.yaml"}""", "subpath=leave", MountStrategy.Left, "left-on-request")]
    [InlineData("""{"name":"items","mountPath":"/etc/app/x","subPath":"x"}""", "", MountStrategy.Left, "not-in-items")]
    [InlineData("""{"name":"config","mountPath":"/etc/app/x","subPath":"../x"}""", "", MountStrategy.Left, "not-in-items")]
    [InlineData("""{"name":"items","mountPath":"/etc/app/conf.d","subPath":"conf.d"}""", "delivery=copy", MountStrategy.Copied, null)]
    [InlineData("""{"name":"items","mountPath":"/etc/app/conf.d","subPath":"conf.d"}""", "", MountStrategy.SubDirectory, null)]
    [InlineData("""{"name":"config","mountPath":"/data/a.yaml","subPath":"a.yaml"},{"name":"data","mountPath":"/data"}""", "", MountStrategy.KeepPath, null)]
    [InlineData("""{"name":"config","mountPath":"/tmp/x/a.yaml","subPath":"a.yaml"},{"name":"tmp","mountPath":"/tmp"}""", "", MountStrategy.IntoVolume, null)]
    [InlineData("""{"name":"config","mountPath":"/data/a.yaml","subPath":"a.yaml"},{"name":"data","mountPath":"/data","readOnly":true}""", "", MountStrategy.KeepPath, null)]
    [InlineData("""{"name":"config","mountPath":"/data/a.yaml","subPath":"a.yaml"},{"name":"data","mountPath":"/data","subPathExpr":"$(A)"}""", "", MountStrategy.KeepPath, null)]
    [InlineData("""{"name":"config","mountPath":"/data/a.yaml","subPath":"a.yaml"},{"name":"frozen","mountPath":"/data"}""", "", MountStrategy.KeepPath, null)]
    [InlineData("""{"name":"config","mountPath":"/data2/a.yaml","subPath":"a.yaml"},{"name":"data","mountPath":"/data"}""", "", MountStrategy.KeepPath, null)]
    [InlineData("""{"name":"config","mountPath":"/target/a.yaml","subPath":"a.yaml"}""", "target-path=/target target-claim=new", MountStrategy.IntoVolume, null)]
    [InlineData("""{"name":"config","mountPath":"/mentioned/a.yaml","subPath":"a.yaml"}""", "", MountStrategy.Rewrite, null)]
    [InlineData("""{"name":"config","mountPath":"/mentioned/a.yaml","subPath":"a.yaml"}""", "subpath=rewrite", MountStrategy.Rewrite, null)]
    [InlineData("""{"name":"config","mountPath":"/mentioned/a.yaml","subPath":"a.yaml"},{"name":"data","mountPath":"/mentioned"}""",
        "subpath=rewrite", MountStrategy.Rewrite, null)]
    [InlineData("""{"name":"config","mountPath":"/mentioned/a.yaml","subPath":"a.yaml"},{"name":"items","mountPath":"/mentioned"}""", "", MountStrategy.KeepPath, null)]
    [InlineData("""{"name":"config","mountPath":"/etc/app/a.yaml","subPath":"a.yaml"}""", "subpath=rewrite", MountStrategy.Left, "not-mentioned")]
    [InlineData("""{"name":"config","mountPath":"/etc/app/a.yaml","subPath":"a.yaml"}""", "", MountStrategy.KeepPath, null)]
    [InlineData("""{"name":"config","mountPath":"/mentioned/a.yaml","subPath":"a.yaml"}""", "subpath=keep-path", MountStrategy.KeepPath, null)]
    public void FirstStrategyThatFitsIsTaken(string mounts, string annotations, string strategy, string? why)
    {
        var pod = Some.Pod(container: """ "args": ["--config=/mentioned/a.yaml"] """, mounts: mounts);
        var settings = Some.Settings([.. annotations.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => (pair.Split('=')[0], pair.Split('=')[1]))]);
        var errors = new ErrorList();
        var sources = SourceVolumes.Select(pod, settings, errors);
        var targets = TargetDirectories.Plan(pod, settings, pod.Containers, sources, errors);
        var mount = pod.Containers[0].Mounts![0];

        var access = new WriteAccess(pod, new AgentIdentity { User = 1000, Group = 1000 });
        var chosen = new StrategyChooser(pod, settings, targets, access).Choose(pod.Containers[0], mount, pod.Volume(mount.Volume)!);

        Assert.True(errors.IsEmpty);
        Assert.Equal(strategy, chosen.Strategy.Code);
        Assert.Equal(why, chosen.Why?.Code);
    }
}
