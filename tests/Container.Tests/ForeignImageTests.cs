using ConfigSync.Container.Tests.Kubelet;
using ConfigSync.Container.Tests.Runtime;
using ConfigSync.TestKit.Requirements;

namespace ConfigSync.Container.Tests;

/// <summary>
/// Where only the image knows the user, the injected agent runs in that image, whatever is in it, and reaches the application. The Pods are those that the webhook
/// is known to make.
/// </summary>
public sealed class ForeignImageTests(Images images) : IClassFixture<Images>
{
    private const int UserOfTheImage = 4321;
    private const int SteppedDownTo = 999;

    private static readonly ObjectName ConfigMap = new("ConfigMap", "config");

    // Set by images of their own for their own programs, and fatal to another one that believes them.
    private static readonly string[] Variables =
        ["LD_PRELOAD=/application", "LD_LIBRARY_PATH=/nowhere", "DOTNET_gcServer=1", "DOTNET_GCHeapHardLimit=0x1000", "DOTNET_GCRegionSize=0x7"];

    [TheoryIfAvailable(Requirement.Containers, Requirement.Compilers)]
    [InlineData("alpine")]
    [InlineData("distroless")]
    [InlineData("static")]
    public async Task AgentSignalsTheApplicationUnderRestricted(string kind)
    {
        using var image = Make(kind);
        await ReloadsAsync("user-is-in-the-image-and-not-root", image.Image with { User = UserOfTheImage, Group = UserOfTheImage, Variables = Variables }, []);
    }

    [FactIfAvailable(Requirement.Containers, Requirement.Compilers)]
    public async Task RootSignalsAnApplicationThatSteppedDown()
    {
        using var image = ForeignImage.Distroless();
        await ReloadsAsync("user-is-unknown", image.Image, [$"--user={SteppedDownTo}"]);
    }

    [FactIfAvailable(Requirement.Containers, Requirement.Compilers)]
    public async Task AnotherUserThanRootNeedsNoCapability()
    {
        using var image = ForeignImage.Static();
        await ReloadsAsync("user-is-unknown", image.Image with { User = UserOfTheImage, Group = UserOfTheImage }, []);
    }

    private static ForeignImage Make(string kind) => kind switch
    {
        "alpine" => ForeignImage.Alpine(),
        "distroless" => ForeignImage.Distroless(),
        _ => ForeignImage.Static(),
    };

    private async Task ReloadsAsync(string name, ContainerImage image, IReadOnlyList<string> options)
    {
        var golden = GoldenPod.Read(name);
        var pod = golden.Pod.DeepClone();
        var application = pod["spec"]!["containers"]!.AsArray().Single()!;
        // As an image starts it: the Pod's arguments are another program's.
        application.AsObject().Remove("args");
        await using var started = await LocalPod.StartAsync(new PodStart(pod, images.Machine, container => (string)container["name"]! == "config-sync-install" ? images.Agent
            : (string)container["name"]! == "app" ? image with { Command = [.. options, "/etc/app"] }
            : image));
        await started.AnswersAsync("/readyz", golden.Port!.Value);
        await StandIn.ReportAsync(started["app"].Program, "start");

        for (var change = 1; change <= 2; change++)
        {
            var version = started.Change(ConfigMap);
            var files = await StandIn.ReportAsync(started["app"].Program, "HUP", change);
            Assert.EndsWith($" version {version}", Assert.Single(files).Value, StringComparison.Ordinal);
        }

        Assert.Equal(0, await started["config-sync"].TerminateAsync());
    }
}
