using ConfigSync.Contract;
using ConfigSync.Injection.Findings;
using ConfigSync.Injection.Planning.Mounts;
using Newtonsoft.Json.Linq;

namespace ConfigSync.Injection.Tests.Laws;

/// <summary>What holds for every file of a source, whatever strategy its mount takes.</summary>
public sealed class MountLawTests
{
    [Fact]
    public void NoContainerSeesAKeyThatItDidNotSee() => Law.Holds(PodGen.Pods, pod =>
    {
        var outcome = Outcome.Of(pod);
        if (AsksForTarget(pod.Json))
        {
            return;
        }

        foreach (var (before, after) in Containers(outcome))
        {
            Assert.Empty(KeysOf(new SeenFiles(outcome.After).Of(after)).Except(KeysOf(new SeenFiles(outcome.Before).Of(before))));
        }
    });

    [Fact]
    public void WhatCouldBeReadIsThereOrEveryMentionFollows() => Law.Holds(PodGen.Pods, pod =>
    {
        var outcome = Outcome.Of(pod);
        foreach (var (before, after) in Containers(outcome))
        {
            var seen = new SeenFiles(outcome.After).Of(after);
            foreach (var file in new SeenFiles(outcome.Before).Of(before).Where(file => !seen.Contains(file)))
            {
                var record = outcome.Result.Record!.Mounts.Single(mount => mount.Container == (string)before["name"]! && mount.Path == file.Path);
                Assert.Contains(file with { Path = $"{record.Now}/{Path.GetFileName(file.Path)}" }, seen);
                Assert.DoesNotContain(Texts(after), text => PathMentions.IsMentioned(text, file.Path));
            }
        }
    });

    [Fact]
    public void SecretsAreCopiedIntoMemoryAlone() => Law.Holds(PodGen.Pods, pod =>
    {
        var after = Outcome.Of(pod).After;
        if (AsksForTarget(pod.Json))
        {
            return;
        }

        var volumes = after.SelectTokens("$.spec.volumes[*]").ToDictionary(volume => (string)volume["name"]!);
        foreach (var copy in new SeenFiles(after).Copies.Where(copy => volumes[copy.Source].SelectTokens("$..secret").Any()))
        {
            Assert.Equal("Memory", (string?)volumes[copy.Volume].SelectToken("emptyDir.medium"));
        }
    });

    [Fact]
    public void PodThatSaysNothingIsNeverDenied() => Law.Holds(PodGen.Pods, pod =>
    {
        var silent = (JObject)pod.Json.DeepClone();
        ((JObject)silent["metadata"]!).Remove("annotations");

        Assert.NotEqual(Reasons.Denied, Outcome.Of(silent).Result.Reason);
    });

    private static bool AsksForTarget(JObject pod) => pod.SelectToken($"metadata.annotations['{PodAnnotations.TargetPath.Key}']") is not null;

    private static IEnumerable<(JToken Before, JToken After)> Containers(Outcome outcome) =>
        outcome.Before["spec"]!["containers"]!.Zip(outcome.After["spec"]!["containers"]!);

    private static IEnumerable<(string Kind, string Object, string Key)> KeysOf(IEnumerable<SeenFile> files) => files.Select(file => (file.Kind, file.Object, file.Key));

    private static IEnumerable<string> Texts(JToken container) =>
        new[] { "$.args[*]", "$.command[*]", "$.env[*].value", "$..exec.command[*]" }.SelectMany(path => container.SelectTokens(path)).Select(text => (string)text!);
}
