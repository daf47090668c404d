using ConfigSync.Injection.Findings;
using ConfigSync.TestKit.Schemas;
using Newtonsoft.Json.Linq;

namespace ConfigSync.Injection.Tests.Laws;

/// <summary>What holds for every Pod. That the patch applies is part of each: there is no outcome otherwise.</summary>
public sealed class PatchLawTests
{
    [Fact]
    public void InjectingTwiceChangesNothing() => Law.Holds(PodGen.Pods, pod =>
    {
        var first = Outcome.Of(pod);
        var second = Outcome.Of(first.After);

        Assert.False(second.Changed, $"{second.Result.Reason}: {System.Text.Encoding.UTF8.GetString(second.Result.Patch.Span)}");
        Assert.Equal(first.Changed, second.Result.Reason == Reasons.AlreadyInjected || second.Result.Reason == Reasons.Recorded);
    });

    [Fact]
    public void SamePodGivesTheSameBytes() => Law.Holds(PodGen.Pods, pod =>
    {
        var injector = new Injector(Cases.CaseSettings.Default);
        var review = Cases.Review.Of(pod.Bytes);

        Assert.Equal(injector.Admit(review).Body.ToArray(), new Injector(Cases.CaseSettings.Default).Admit(review.ToArray()).Body.ToArray());
    });

    [Fact]
    public void PatchedPodIsAValidPod() => Law.Holds(PodGen.Pods, pod =>
    {
        var outcome = Outcome.Of(WithoutFuture(pod.Json));

        Assert.Empty(PodSchema.Validate(outcome.Before.ToString()));
        Assert.Empty(PodSchema.Validate(outcome.After.ToString()));
    });

    [Fact]
    public void NamesAreUnique() => Law.Holds(PodGen.Pods, pod =>
    {
        var after = Outcome.Of(pod).After;

        Assert.Distinct(after.SelectTokens("$.spec.volumes[*].name").Select(name => (string)name!));
        Assert.Distinct(Containers(after).Select(container => (string)container["name"]!));
    });

    [Fact]
    public void NoTwoMountsOfAContainerAreOnTheSamePath() => Law.Holds(PodGen.Pods, pod =>
    {
        foreach (var container in Containers(Outcome.Of(pod).After))
        {
            Assert.Distinct(container.SelectTokens("volumeMounts[*].mountPath").Select(path => "/" + string.Join('/', Steps((string)path!))));
        }
    });

    [Fact]
    public void EveryMountNamesAVolume() => Law.Holds(PodGen.Pods, pod =>
    {
        var after = Outcome.Of(pod).After;
        var volumes = after.SelectTokens("$.spec.volumes[*].name").Select(name => (string)name!);

        Assert.Empty(after.SelectTokens("$.spec..volumeMounts[*].name").Select(name => (string)name!).Except(volumes));
    });

    /// <summary>A law about injected Pods says nothing when hardly any is.</summary>
    [Fact]
    public void ManyOfThePodsAreInjectedAndEveryStrategyIsTaken()
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        Law.Holds(PodGen.Pods, pod =>
        {
            var result = Outcome.Of(pod).Result;
            var strategies = result.Record?.Mounts.Select(mount => mount.Strategy) ?? [];
            foreach (var code in strategies.Append(result.Reason.Code).Distinct())
            {
                seen[code] = seen.GetValueOrDefault(code) + 1;
            }
        });

        Assert.True(seen[Reasons.Injected.Code] > Law.Tests / 3, $"{seen[Reasons.Injected.Code]} of {Law.Tests}");
        Assert.Empty(Reasons.All.Where(reason => reason.Kind == ReasonKind.Strategy).Select(reason => reason.Code).Except(seen.Keys));
    }

    private static IEnumerable<JToken> Containers(JObject pod) => pod.SelectTokens("$.spec.containers[*]").Concat(pod.SelectTokens("$.spec.initContainers[*]"));

    private static IEnumerable<string> Steps(string path) => path.Split('/').Where(step => step is not ("" or "."));

    private static JObject WithoutFuture(JObject pod)
    {
        var known = (JObject)pod.DeepClone();
        foreach (var field in known.SelectTokens("$..futureField").ToList())
        {
            field.Parent!.Remove();
        }

        return known;
    }
}
