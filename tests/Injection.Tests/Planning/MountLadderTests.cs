using ConfigSync.Contract;
using ConfigSync.Injection.Planning.Mounts;
using ConfigSync.Injection.Planning.Volumes;
using ConfigSync.Injection.Policy;

namespace ConfigSync.Injection.Tests.Planning;

public sealed class MountLadderTests
{
    [Theory] // The rows of the table in MountLadder, in its order.
    [InlineData("""{"name":"config","mountPath":"/etc/app","subPathExpr":"$(A)"}""", "", MountRung.Left, "subpath-expression")]
    [InlineData("""{"name":"config","mountPath":"/target"}""", "target-path=/target target-claim=new", MountRung.IntoVolume, null)]
    [InlineData("""{"name":"config","mountPath":"/etc/app"}""", "delivery=copy", MountRung.Copied, null)]
    [InlineData("""{"name":"config","mountPath":"/etc/app"}""", "", MountRung.Directory, null)]
    [InlineData("""{"name":"config","mountPath":"/etc/app/a.yaml","subPath":"a.yaml"}""", "subpath=leave", MountRung.Left, "left-on-request")]
    [InlineData("""{"name":"items","mountPath":"/etc/app/x","subPath":"x"}""", "", MountRung.Left, "not-in-items")]
    [InlineData("""{"name":"config","mountPath":"/etc/app/x","subPath":"../x"}""", "", MountRung.Left, "not-in-items")]
    [InlineData("""{"name":"items","mountPath":"/etc/app/conf.d","subPath":"conf.d"}""", "delivery=copy", MountRung.Copied, null)]
    [InlineData("""{"name":"items","mountPath":"/etc/app/conf.d","subPath":"conf.d"}""", "", MountRung.SubDirectory, null)]
    [InlineData("""{"name":"config","mountPath":"/data/a.yaml","subPath":"a.yaml"},{"name":"data","mountPath":"/data"}""", "", MountRung.IntoVolume, null)]
    [InlineData("""{"name":"config","mountPath":"/tmp/x/a.yaml","subPath":"a.yaml"},{"name":"tmp","mountPath":"/tmp"}""", "", MountRung.IntoVolume, null)]
    [InlineData("""{"name":"config","mountPath":"/data/a.yaml","subPath":"a.yaml"},{"name":"data","mountPath":"/data","readOnly":true}""", "", MountRung.KeepPath, null)]
    [InlineData("""{"name":"config","mountPath":"/data/a.yaml","subPath":"a.yaml"},{"name":"data","mountPath":"/data","subPathExpr":"$(A)"}""", "", MountRung.KeepPath, null)]
    [InlineData("""{"name":"config","mountPath":"/data/a.yaml","subPath":"a.yaml"},{"name":"frozen","mountPath":"/data"}""", "", MountRung.KeepPath, null)]
    [InlineData("""{"name":"config","mountPath":"/data2/a.yaml","subPath":"a.yaml"},{"name":"data","mountPath":"/data"}""", "", MountRung.KeepPath, null)]
    [InlineData("""{"name":"config","mountPath":"/target/a.yaml","subPath":"a.yaml"}""", "target-path=/target target-claim=new", MountRung.IntoVolume, null)]
    [InlineData("""{"name":"config","mountPath":"/mentioned/a.yaml","subPath":"a.yaml"}""", "", MountRung.Rewrite, null)]
    [InlineData("""{"name":"config","mountPath":"/mentioned/a.yaml","subPath":"a.yaml"}""", "subpath=rewrite", MountRung.Rewrite, null)]
    [InlineData("""{"name":"config","mountPath":"/mentioned/a.yaml","subPath":"a.yaml"},{"name":"data","mountPath":"/mentioned"}""", "subpath=rewrite", MountRung.Rewrite, null)]
    [InlineData("""{"name":"config","mountPath":"/mentioned/a.yaml","subPath":"a.yaml"},{"name":"items","mountPath":"/mentioned"}""", "", MountRung.KeepPath, null)]
    [InlineData("""{"name":"config","mountPath":"/etc/app/a.yaml","subPath":"a.yaml"}""", "subpath=rewrite", MountRung.Left, "not-mentioned")]
    [InlineData("""{"name":"config","mountPath":"/etc/app/a.yaml","subPath":"a.yaml"}""", "", MountRung.KeepPath, null)]
    [InlineData("""{"name":"config","mountPath":"/mentioned/a.yaml","subPath":"a.yaml"}""", "subpath=keep-path", MountRung.KeepPath, null)]
    public void FirstRungThatFitsIsTaken(string mounts, string annotations, string rung, string? why)
    {
        var pod = Some.Pod(container: """ "args": ["--config=/mentioned/a.yaml"] """, mounts: mounts);
        var settings = Some.Settings([.. annotations.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => (pair.Split('=')[0], pair.Split('=')[1]))]);
        var faults = new FaultList();
        var sources = SourceVolumes.Select(pod, settings, faults);
        var targets = TargetDirectories.Plan(pod, settings, pod.Containers, sources, faults);
        var mount = pod.Containers[0].Mounts![0];

        var chosen = new MountLadder(pod, settings, targets).Choose(pod.Containers[0], mount, pod.Volume(mount.Volume)!);

        Assert.True(faults.IsEmpty);
        Assert.Equal(rung, chosen.Rung.Code);
        Assert.Equal(why, chosen.Why?.Code);
    }
}
