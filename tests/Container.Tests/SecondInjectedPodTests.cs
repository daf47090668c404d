using ConfigSync.TestKit.Requirements;

namespace ConfigSync.Container.Tests;

public sealed class SecondInjectedPodTests(Images images) : InjectedPodTests(images)
{
    public static TheoryData<string> GoldenPods() => Dealt(1);

    [TheoryIfAvailable(Requirement.Containers)]
    [MemberData(nameof(GoldenPods))]
    public Task ChangeReachesItsApplications(string name) => ChangeReachesAsync(name);
}
