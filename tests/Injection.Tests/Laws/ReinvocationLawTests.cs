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
            var known = (first.After["spec"]![list] as JArray ?? []).Where(one => !InjectedNames.IsInjectedContainer((string)one["name"]!));
            var names = second.After["spec"]![list]?.ToDictionary(one => (string)one["name"]!) ?? [];
            Assert.All(known, one => Assert.Equal(WithoutMarker(one), WithoutMarker(names[(string)one["name"]!])));
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
            Assert.Empty(Texts(agent, "args").Where(argument => !argument.Contains("--only", StringComparison.Ordinal) && !argument.Contains("--mounts", StringComparison.Ordinal))
                .Except(Texts(later, "args")));
        }
    });

    [Fact]
    public void NoContainerThatCameLaterIsATarget() => Law.Holds(PodGen.PodsAndGuests, pair =>
    {
        var first = Outcome.Of(pair.Pod);
        var second = Outcome.Of(WithGuest(first, pair.Brought.Json));
        if (first.Result.Reason != Reasons.Injected)
        {
            return;
        }

        Assert.Equal(first.Result.Record!.Containers, (second.Result.Record ?? first.Result.Record).Containers);
        Assert.All(Ours(second.After), container => Assert.DoesNotContain(Texts(container, "args"), argument => argument.StartsWith("--uses=late:", StringComparison.Ordinal)));
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

    // A target that was known by a mount which the guest has as well needs one of its own.
    private static string WithoutMarker(JToken container)
    {
        var copy = container.DeepClone();
        (copy["volumeMounts"] as JArray)?.Where(mount => (string?)mount["mountPath"] == InjectedNames.MarkerPath).ToList().ForEach(static mount => mount.Remove());
        if (copy["volumeMounts"] is JArray { Count: 0 })
        {
            copy["volumeMounts"]!.Parent!.Remove();
        }

        return copy.ToString();
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
            .Where(container => InjectedNames.IsInjectedContainer((string)container["name"]!));

    private static IEnumerable<string> Texts(JToken container, string list) => container[list]!.Select(element => element.ToString());
}
