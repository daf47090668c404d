using ConfigSync.Contract;
using ConfigSync.Injection.Findings;
using ConfigSync.TestKit.Schemas;
using Newtonsoft.Json.Linq;

namespace ConfigSync.Injection.Tests.Laws;

/// <summary>The API server calls once more when another webhook changed the Pod in between.</summary>
public sealed class ReinvocationLawTests
{
    [Fact]
    public void WhatAnotherWebhookBroughtIsHandledOnce() => Law.Holds(PodGen.PodsAndGuests, pair =>
    {
        var second = Outcome.Of(WithGuest(Outcome.Of(pair.Pod), pair.Brought.Json));
        var third = Outcome.Of(second.After);

        Assert.False(third.Changed, $"{second.Result.Reason}, then {third.Result.Reason}");
    });

    [Fact]
    public void WhatWasThereStays() => Law.Holds(PodGen.PodsAndGuests, pair =>
    {
        var first = Outcome.Of(pair.Pod);
        var second = Outcome.Of(WithGuest(first, pair.Brought.Json));
        if (first.Result.Reason != Reasons.Injected)
        {
            return;
        }

        foreach (var list in new[] { "volumes", "containers", "initContainers" })
        {
            var known = (first.After["spec"]![list] as JArray ?? []).Where(one => (string?)one["name"] is not (InjectedNames.AgentContainer or InjectedNames.InitContainer));
            var names = second.After["spec"]![list]?.ToDictionary(one => (string)one["name"]!) ?? [];
            Assert.All(known, one => Assert.Equal(one.ToString(), names[(string)one["name"]!].ToString()));
        }
    });

    [Fact]
    public void AgentLosesNoMountAndNoCopy() => Law.Holds(PodGen.PodsAndGuests, pair =>
    {
        var first = Outcome.Of(pair.Pod);
        var second = Outcome.Of(WithGuest(first, pair.Brought.Json));
        foreach (var agent in Ours(first.After))
        {
            var later = Ours(second.After).Single(container => (string?)container["name"] == (string?)agent["name"]);
            Assert.Empty(Texts(agent, "volumeMounts").Except(Texts(later, "volumeMounts")));
            Assert.Empty(Texts(agent, "args").Where(argument => !argument.Contains("--only", StringComparison.Ordinal) && !argument.Contains("--targets", StringComparison.Ordinal))
                .Except(Texts(later, "args")));
        }
    });

    [Fact]
    public void ExtendedPodIsAValidPod() => Law.Holds(PodGen.PodsAndGuests, pair =>
    {
        var guest = (JObject)pair.Brought.Json.DeepClone();
        ((JObject)guest["container"]!).Remove("futureField");
        var first = Outcome.Of(pair.Pod);
        var errors = PodSchema.Validate(first.After.ToString());

        Assert.Empty(PodSchema.Validate(Outcome.Of(WithGuest(first, guest)).After.ToString()).Except(errors));
    });

    [Fact]
    public void ManyPodsAreExtended()
    {
        var extended = 0;
        Law.Holds(PodGen.PodsAndGuests, pair => extended += Outcome.Of(WithGuest(Outcome.Of(pair.Pod), pair.Brought.Json)).Result.Reason == Reasons.Extended ? 1 : 0);

        Assert.True(extended > Law.Tests / 10, $"{extended} of {Law.Tests}");
    }

    private static JObject WithGuest(Outcome injected, JObject guest)
    {
        var pod = (JObject)injected.After.DeepClone();
        ((JArray)pod["spec"]!["containers"]!).Add(guest["container"]!.DeepClone());
        ((JArray)pod["spec"]!["volumes"]!).Add(guest["volume"]!.DeepClone());
        return pod;
    }

    private static IEnumerable<JToken> Ours(JObject pod) =>
        pod.SelectTokens("$.spec.containers[*]").Concat(pod.SelectTokens("$.spec.initContainers[*]"))
            .Where(container => (string?)container["name"] is InjectedNames.AgentContainer or InjectedNames.InitContainer);

    private static IEnumerable<string> Texts(JToken container, string list) => container[list]!.Select(element => element.ToString());
}
