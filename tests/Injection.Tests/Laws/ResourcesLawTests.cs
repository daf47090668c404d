using ConfigSync.Contract;
using Newtonsoft.Json.Linq;

namespace ConfigSync.Injection.Tests.Laws;

/// <summary>What let a Pod pass without the agent lets it pass with it, unless the Pod asks for other resources itself.</summary>
public sealed class ResourcesLawTests
{
    private static readonly string[] Kinds = ["cpu", "memory"];

    [Fact]
    public void GuaranteedPodStaysGuaranteed() => Holds((before, after) =>
    {
        if (IsGuaranteed(before))
        {
            Assert.True(IsGuaranteed(after), after.ToString());
        }
    });

    [Fact]
    public void RatioOfLimitToRequestNeverRises() => Holds((before, after) =>
    {
        foreach (var kind in Kinds)
        {
            if (HighestRatio(before, kind) is { } ratio && before["resources"] is null)
            {
                Assert.True(HighestRatio(after, kind) <= ratio, $"{kind}: {HighestRatio(after, kind)} > {ratio} in {after}");
            }
        }
    });

    [Fact]
    public void ResourcesOfThePodAreNeverExceeded() => Holds((before, after) =>
    {
        foreach (var kind in before["resources"] is null ? [] : Kinds)
        {
            Assert.Equal(Sum(before, "requests", kind), Sum(after, "requests", kind));
            Assert.All(ResourcesGen.Containers(after), container =>
                Assert.False(Amounts.Of(container, "limits", kind) > Amounts.Of(after, "limits", kind), container.ToString()));
        }
    });

    [Fact]
    public void StorageIsRequestedWhereEveryoneDoes() => Holds((before, after) =>
    {
        var others = ResourcesGen.Containers(before).All(container => Amounts.Of(container, "requests", "ephemeral-storage") > 0);
        var ours = ResourcesGen.Containers(after).Where(container => ((string)container["name"]!).StartsWith(InjectedNames.AgentContainer, StringComparison.Ordinal));

        Assert.All(ours, container => Assert.Equal(others && before["resources"] is null, Amounts.Of(container, "requests", "ephemeral-storage") is not null));
    });

    private static void Holds(Action<JToken, JToken> law) => Law.Holds(PodGen.Pods, pod =>
    {
        var outcome = Outcome.Of(pod);
        var annotations = pod.Json.SelectToken("metadata.annotations");
        if (outcome.Changed && annotations?[PodAnnotations.AgentCpu.Key] is null && annotations?[PodAnnotations.AgentMemory.Key] is null)
        {
            law(outcome.Before["spec"]!, outcome.After["spec"]!);
        }
    });

    private static bool IsGuaranteed(JToken spec) => ResourcesGen.Containers(spec).All(container =>
        Kinds.All(kind => Amounts.Of(container, "limits", kind) is { } limit && Amounts.Of(container, "requests", kind) == limit));

    private static decimal? HighestRatio(JToken spec, string kind)
    {
        var ratios = ResourcesGen.Containers(spec).Select(container => Amounts.Of(container, "limits", kind) / Amounts.Of(container, "requests", kind)).ToList();
        return ratios.Contains(null) ? null : ratios.Max();
    }

    private static decimal Sum(JToken spec, string field, string kind) => ResourcesGen.Containers(spec).Sum(container => Amounts.Of(container, field, kind) ?? 0);
}
