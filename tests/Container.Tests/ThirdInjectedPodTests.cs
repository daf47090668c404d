using ConfigSync.TestKit.Requirements;

namespace ConfigSync.Container.Tests;

public sealed class ThirdInjectedPodTests(Images images) : InjectedPodTests(images)
{
    public static TheoryData<string> GoldenPods() => Dealt(2);

    [TheoryIfAvailable(Requirement.Containers)]
    [MemberData(nameof(GoldenPods))]
    public Task ChangeReachesItsApplications(string name) => ChangeReachesAsync(name);
}
