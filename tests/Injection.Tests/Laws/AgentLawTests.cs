using ConfigSync.Contract;
using ConfigSync.Injection.Findings;
using Newtonsoft.Json.Linq;

namespace ConfigSync.Injection.Tests.Laws;

/// <summary>What holds for every container of ours.</summary>
public sealed class AgentLawTests
{
    [Fact]
    public void CommandLineUsesOnlyFlagsOfTheAgent() => Law.Holds(PodGen.Pods, pod =>
    {
        foreach (var argument in Outcome.Of(pod).After.SelectTokens("$.spec..args[*]").Where(IsOurs).Select(argument => (string)argument!))
        {
            var flag = AgentFlags.All.Single(known => known.Flag == argument.Split('=')[0]);
            Assert.Equal(flag.Form is null ? flag.Flag : flag.With(argument[(argument.IndexOf('=', StringComparison.Ordinal) + 1)..]), argument);
        }
    });

    [Fact]
    public void FlagsThatAreGivenOnceAre() => Law.Holds(PodGen.Pods, pod =>
    {
        foreach (var container in Ours(Outcome.Of(pod).After))
        {
            var switches = container["args"]!.Select(argument => ((string)argument!).Split('=')[0]).ToList();
            Assert.Distinct(switches.Where(name => !AgentFlags.All.Single(flag => flag.Flag == name).Repeatable));
        }
    });

    [Fact]
    public void WhateverItIsToldToReadOrWriteIsMounted() => Law.Holds(PodGen.Pods, pod =>
    {
        foreach (var container in Ours(Outcome.Of(pod).After))
        {
            var mounts = container["volumeMounts"]!.ToLookup(mount => (string)mount["mountPath"]!, mount => (bool?)mount["readOnly"] ?? false);
            foreach (var argument in container["args"]!.Select(argument => (string)argument!))
            {
                if (argument.StartsWith(AgentFlags.Source.With(""), StringComparison.Ordinal))
                {
                    Assert.Equal([true], mounts[argument[(argument.LastIndexOf(':') + 1)..]]);
                }
                else if (argument.StartsWith(AgentFlags.Copy.With(""), StringComparison.Ordinal) || argument.StartsWith(AgentFlags.CopyInPlace.With(""), StringComparison.Ordinal))
                {
                    var target = argument[(argument.LastIndexOf(':') + 1)..];
                    var isMounted = mounts.Any(mount => (target == mount.Key || target.StartsWith(mount.Key + "/", StringComparison.Ordinal)) && !mount.Single());
                    Assert.True(isMounted, argument);
                }
            }
        }
    });

    [Fact]
    public void SecurityContextIsRestrictedUnlessTheUserMustBeRoot() => Law.Holds(PodGen.Pods, pod =>
    {
        var outcome = Outcome.Of(pod);
        var mayKill = outcome.Result.Notes.Any(note => note.Reason == Reasons.RootWithKill);
        foreach (var security in Ours(outcome.After).Select(container => container["securityContext"]!))
        {
            var isRoot = (long)security["runAsUser"]! == 0;
            Assert.Equal(isRoot, !(bool)security["runAsNonRoot"]!);
            Assert.False((bool)security["allowPrivilegeEscalation"]!);
            Assert.True((bool)security["readOnlyRootFilesystem"]!);
            Assert.Equal(["ALL"], security["capabilities"]!["drop"]!.Values<string>());
            Assert.Equal(mayKill ? ["KILL"] : [], security["capabilities"]!["add"]?.Values<string>() ?? []);
            Assert.Equal("RuntimeDefault", (string?)security["seccompProfile"]!["type"]);
            Assert.True(isRoot || !mayKill);
        }
    });

    [Fact]
    public void AgentIsNeverRootWhereThePodForbidsIt() => Law.Holds(PodGen.Pods, pod =>
    {
        var outcome = Outcome.Of(pod);
        var isRoot = Ours(outcome.After).Any(container => (long)container["securityContext"]!["runAsUser"]! == 0);
        var mayKill = outcome.Result.Notes.Any(note => note.Reason == Reasons.RootWithKill);
        var targets = outcome.Result.Record?.Mounts.Select(mount => mount.Container).ToHashSet() ?? [];
        var forbids = pod.Json.SelectTokens("$.spec.containers[*]").Where(container => targets.Contains((string)container["name"]!))
            .Any(container => (bool?)(container.SelectToken("securityContext.runAsNonRoot") ?? pod.Json.SelectToken("spec.securityContext.runAsNonRoot")) == true);

        Assert.False(isRoot && mayKill && forbids);
    });

    [Fact]
    public void AgentHasNoToken() => Law.Holds(PodGen.Pods, pod =>
    {
        foreach (var container in Ours(Outcome.Of(pod).After))
        {
            var mount = Assert.Single(container["volumeMounts"]!, mount => (string?)mount["mountPath"] == InjectedNames.ServiceAccountPath);
            Assert.Equal(InjectedNames.StateVolume, (string?)mount["name"]);
        }
    });

    [Fact]
    public void FirstCopyHoldsTheStartBack() => Law.Holds(PodGen.Pods, pod =>
    {
        var ours = Ours(Outcome.Of(pod).After).ToList();
        var copies = ours.Any(container => container["args"]!.Any(argument => ((string)argument!).StartsWith("--copy", StringComparison.Ordinal)));
        var holds = ours.Any(container => container["startupProbe"] is not null || (string?)container["name"] == InjectedNames.InitContainer);

        Assert.Equal(copies, holds);
    });

    private static IEnumerable<JToken> Ours(JObject pod) =>
        pod.SelectTokens("$.spec.containers[*]").Concat(pod.SelectTokens("$.spec.initContainers[*]"))
            .Where(container => (string?)container["name"] is InjectedNames.AgentContainer or InjectedNames.InitContainer);

    private static bool IsOurs(JToken argument) => ((string?)argument.Parent!.Parent!.Parent!["name"])?.StartsWith(InjectedNames.AgentContainer, StringComparison.Ordinal) == true;
}
