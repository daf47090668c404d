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
    public void UserIsThatOfATarget() => Law.Holds(PodGen.Pods, pod =>
    {
        var outcome = Outcome.Of(pod);
        foreach (var container in AgentsOf(outcome))
        {
            var (user, host) = ((long?)container["securityContext"]!["runAsUser"], Host(outcome));
            var known = UserOf(pod.Json, host);
            var asked = pod.Json.SelectToken($"metadata.annotations['{PodAnnotations.RunAsUser.Key}']");
            if (user is null)
            {
                Assert.Equal((string?)host["image"], (string?)container["image"]);
                Assert.True(known is null || (long?)AnnotationOf(pod, PodAnnotations.RunAsUser) is null);
            }
            else if (asked is null)
            {
                // Where nothing needs the application's user, any user will do.
                Assert.True(user == known || (!Signals(container) && !Copies(container)) || IsOwn(pod), $"{user}, {known}");
            }
        }
    });

    [Fact]
    public void RightsAreASubsetOfATargets() => Law.Holds(PodGen.Pods, pod =>
    {
        var outcome = Outcome.Of(pod);
        foreach (var container in AgentsOf(outcome))
        {
            var (security, host) = (container["securityContext"]!, Host(outcome));
            var kept = security["capabilities"]!["add"]?.Values<string>().ToList() ?? [];
            Assert.False((bool)security["allowPrivilegeEscalation"]!);
            Assert.True((bool)security["readOnlyRootFilesystem"]!);
            Assert.Equal(["ALL"], security["capabilities"]!["drop"]!.Values<string>());
            Assert.Empty(kept.Except(["KILL", "DAC_OVERRIDE"]));
            if (!IsOwn(pod))
            {
                Assert.All(kept, capability => Assert.True(Has(host, capability!), capability));
                Assert.False(kept.Count > 0 && IsNonRoot(pod.Json, host));
                Assert.True(!IsNonRoot(pod.Json, host) || UserOf(pod.Json, host) == 0 || IsNonRoot(pod.Json, container));
            }
        }
    });

    [Fact]
    public void SeccompIsTheTargetsOrTheRuntimes() => Law.Holds(PodGen.Pods, pod =>
    {
        var outcome = Outcome.Of(pod);
        foreach (var container in Ours(outcome.After))
        {
            var profile = (string?)container.SelectToken("securityContext.seccompProfile.type") ?? (string?)pod.Json.SelectToken("spec.securityContext.seccompProfile.type");
            var targets = (string?)Host(outcome).SelectToken("securityContext.seccompProfile.type");
            Assert.True(profile == "RuntimeDefault" || profile == targets || targets is null, $"{profile}, {targets}");
            Assert.NotNull(profile);
        }
    });

    [Fact]
    public void AgentIsNeverRootWhereThePodForbidsIt() => Law.Holds(PodGen.Pods, pod =>
    {
        var outcome = Outcome.Of(pod);
        var isRoot = Ours(outcome.After).Any(container => (long?)container["securityContext"]!["runAsUser"] == 0);
        var mayKill = outcome.Result.Notes.Any(note => note.Reason == Reasons.RootWithKill);
        var forbids = Targets(outcome).Any(container => IsNonRoot(pod.Json, container));

        Assert.False(isRoot && mayKill && forbids);
        Assert.True(!mayKill || IsOwn(pod));
    });

    [Fact]
    public void ProgramIsInstalledWhereTheImageIsATargets() => Law.Holds(PodGen.Pods, pod =>
    {
        var ours = Ours(Outcome.Of(pod).After).ToList();
        var installs = ours.FindIndex(container => (string?)container["name"] == InjectedNames.InstallContainer);
        var inTarget = ours.FindIndex(container => container["command"] is not null);

        Assert.Equal(inTarget >= 0, installs >= 0);
        Assert.All(ours, container => Assert.Equal(container["command"] is not null, container["volumeMounts"]!.Any(mount =>
            (string?)mount["name"] == InjectedNames.ProgramVolume && (bool?)mount["readOnly"] == true)));
    });

    [Fact]
    public void EveryTargetThatIsSignalledIsKnownByAMountOfItsOwn() => Law.Holds(PodGen.Pods, pod =>
    {
        var outcome = Outcome.Of(pod);
        foreach (var agent in AgentsOf(outcome).Where(Signals))
        {
            var mounts = Values(agent, AgentFlags.Mounts).Select(value => value.Split(':', 3)).ToDictionary(parts => parts[0]);
            Assert.NotEmpty(mounts);
            Assert.Equal(mounts.Keys.Order(), Values(agent, AgentFlags.Uses).Select(value => value.Split(':')[0]).Distinct().Order());
            foreach (var (name, parts) in mounts)
            {
                var (volume, below) = VolumeAt(agent, parts[2]);
                var having = Running(outcome.After).Where(container => (container["volumeMounts"] ?? new JArray()).Any(mount =>
                    Normal(mount["mountPath"]!) == parts[1] && (string?)mount["name"] == volume && ((string?)mount["subPath"] ?? "") == below))
                    .Select(container => (string?)container["name"]);
                Assert.Equal([name], having);
            }

            var others = Running(outcome.After).Select(container => (string)container["name"]!).Except(mounts.Keys);
            Assert.Equal(others.Order(), Values(agent, AgentFlags.Other).Order());
        }
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

    private static IEnumerable<JToken> AgentsOf(Outcome outcome) =>
        Ours(outcome.After).Where(container => (string?)container["name"] != InjectedNames.InstallContainer);

    private static bool Signals(JToken container) => Values(container, AgentFlags.Uses).Count > 0;

    private static bool Copies(JToken container) => container["args"]!.Any(argument => ((string)argument!).StartsWith("--copy", StringComparison.Ordinal));

    private static bool IsOwn(GeneratedPod pod) => AnnotationOf(pod, PodAnnotations.AgentImage) is { } mode && (string?)mode == "own";

    private static JToken? AnnotationOf(GeneratedPod pod, PodAnnotation annotation) => pod.Json.SelectToken($"metadata.annotations['{annotation.Key}']");

    private static List<string> Values(JToken container, ProgramOption flag) =>
        [.. (container["args"] ?? new JArray()).Select(argument => (string)argument!)
            .Where(argument => argument.StartsWith(flag.With(""), StringComparison.Ordinal)).Select(argument => argument[flag.With("").Length..])];

    private static List<JToken> Targets(Outcome outcome) =>
        [.. Running(outcome.Before).Where(container => outcome.Result.Record?.Containers?.Contains((string?)container["name"]) == true)];

    // The target whose user the agent is: the first for which something can change, or the first of all when for none anything can.
    private static JToken Host(Outcome outcome)
    {
        var (targets, record) = (Targets(outcome), outcome.Result.Record!);
        var changing = record.Mounts.Where(mount => mount.Strategy != MountStrategy.Left).Select(mount => mount.Container).ToHashSet();
        var environment = record.Objects.Where(entry => entry.By == ObjectRecord.Env).Select(entry => entry.Name).ToHashSet();
        return targets.Find(target => changing.Contains((string)target["name"]!) || ReferencesOf(target).Any(environment.Contains)) ?? targets[0];
    }

    private static IEnumerable<string> ReferencesOf(JToken container) =>
        container.SelectTokens("$..['configMapKeyRef','secretKeyRef','configMapRef','secretRef'].name").Select(name => (string)name!);

    private static long? UserOf(JToken pod, JToken container) => (long?)(container.SelectToken("securityContext.runAsUser") ?? pod.SelectToken("spec.securityContext.runAsUser"));

    private static bool IsNonRoot(JToken pod, JToken container) =>
        (bool?)(container.SelectToken("securityContext.runAsNonRoot") ?? pod.SelectToken("spec.securityContext.runAsNonRoot")) == true;

    // As containerd does it: what is added counts, whatever is dropped.
    private static bool Has(JToken container, string capability)
    {
        bool Lists(string list) => container.SelectToken($"securityContext.capabilities.{list}")?.Values<string>().Any(name => name == "ALL" || name == capability) == true;
        return Lists("add") || !Lists("drop");
    }

    // Main containers first, as targets are chosen.
    private static IEnumerable<JToken> Running(JObject pod) =>
        pod.SelectTokens("$.spec.containers[*]").Concat(pod.SelectTokens("$.spec.initContainers[*]").Where(container => (string?)container["restartPolicy"] == "Always"))
            .Where(container => (string?)container["name"] != InjectedNames.AgentContainer);

    private static (string? Volume, string Below) VolumeAt(JToken agent, string path)
    {
        var mount = agent["volumeMounts"]!.Where(mount => path == (string)mount["mountPath"]! || path.StartsWith((string)mount["mountPath"]! + "/", StringComparison.Ordinal))
            .MaxBy(mount => ((string)mount["mountPath"]!).Length)!;
        return ((string?)mount["name"], $"{(string?)mount["subPath"]}/{path[((string)mount["mountPath"]!).Length..].TrimStart('/')}".Trim('/'));
    }

    private static string Normal(JToken path) => "/" + string.Join('/', ((string)path!).Split('/').Where(step => step is not ("" or ".")));

    private static IEnumerable<JToken> Ours(JObject pod) =>
        pod.SelectTokens("$.spec.containers[*]").Concat(pod.SelectTokens("$.spec.initContainers[*]"))
            .Where(container => InjectedNames.IsInjectedContainer((string)container["name"]!));

    private static bool IsOurs(JToken argument) => ((string?)argument.Parent!.Parent!.Parent!["name"])?.StartsWith(InjectedNames.AgentContainer, StringComparison.Ordinal) == true;
}
