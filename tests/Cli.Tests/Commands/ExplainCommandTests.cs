using ConfigSync.Injection.Settings;
using ConfigSync.Options;

namespace ConfigSync.Cli.Tests.Commands;

public sealed class ExplainCommandTests
{
    [Fact]
    public void ExplanationTellsEntryDecisionSettingsMountsAgentAndSecurity()
    {
        var run = CommandRun.Explain(CommandRun.Deployment(annotations: "config-sync.dev/interval: 5s"));

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Equal(
            $$"""
            Deployment/web (app.yaml:1)
              called by     pod-enabled.config-sync.dev (failurePolicy: Ignore)
              decision      injected: The agent was added.
              settings      profile               default  (default)
                            containers            every container that mounts a source  (default)
                            sources               configmaps  (default)
                            reload                signal  (default)
                            signal                SIGHUP  (default)
                            process               the container's main process  (default)
                            reload-url            none  (default)
                            reload-method         POST  (default)
                            verify-url            none  (default)
                            verify-timeout        30s  (default)
                            interval              5s  (Pod)
                            delivery              mount  (default)
                            subpath               auto  (default)
                            target-claim          none  (default)
                            target-path           none  (default)
                            drift                 keep  (default)
                            env-changes           ignore  (default)
                            run-as-user           the target container's, then the Pod's runAsUser  (default)
                            sidecar               native  (default)
                            agent-cpu             1m/100m  (default)
                            agent-memory          10Mi/32Mi  (default)
                            agent-port            9533, or the next one that the Pod does not use  (default)
                            agent-image           auto  (default)
                            agent-image-reference ghcr.io/config-sync/agent:{{ProductVersion.Text}}  (--agent-image)
                            agent-pull-secrets    none  (default)

            """, run.Output[..run.Output.IndexOf("  mounts", StringComparison.Ordinal)]);
        Assert.Contains(
            """
              mounts        app /etc/app/app.conf -> /etc/app/app.conf.config-sync
                              rewrite: Mounted alone in a directory next to the path, and every mention of the path was rewritten.

            """, run.Output, StringComparison.Ordinal);
        Assert.Contains("                  --source=config-sync-items-0:/config-sync/sources/config-sync-items-0\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("  watches       ConfigMap app (app.conf), by mount\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("  pod security  baseline, as without the agent\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void BreachesThatTheAgentBringsAreNamed()
    {
        // The image may start as root and step down: root needs KILL then, which the application's container has too.
        var run = CommandRun.Explain(CommandRun.Deployment());

        Assert.Contains("in-target-image", run.Output, StringComparison.Ordinal);
        Assert.Contains("container 'config-sync' adds the capability KILL (forbidden by restricted)", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void ValueOfAProfileIsToldWithItsName()
    {
        var profiles = ProfileSet.Create(new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            ["slow"] = new Dictionary<string, string> { ["interval"] = "10m", ["reload"] = "none" },
        }, out _);
        var run = CommandRun.Explain(CommandRun.Deployment(annotations: "config-sync.dev/profile: slow"), profiles: profiles);

        Assert.Contains("interval              10m  (profile 'slow')\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("reload                none  (profile 'slow')\n", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x: y", "2m",
        "profile               mirror  (Namespace 'shop')", "interval              2m  (profile 'mirror')", "signal                SIGUSR2  (profile 'mirror')")]
    [InlineData("config-sync.dev/profile: web", "3m",
        "profile               web  (Pod)", "interval              3m  (profile 'web')", "signal                SIGUSR2  (profile 'mirror')")]
    [InlineData("config-sync.dev/interval: 1m", "1m",
        "profile               mirror  (Namespace 'shop')", "interval              1m  (Pod)", "drift                 keep  (default)")]
    public void ValueOfTheProfileOfTheNamespaceIsToldWithItsName(string annotation, string interval, params string[] rows)
    {
        var profiles = ProfileSet.Create(
            new Dictionary<string, IReadOnlyDictionary<string, string>>
            {
                ["default"] = new Dictionary<string, string> { ["drift"] = "restore" },
                ["mirror"] = new Dictionary<string, string> { ["interval"] = "2m", ["signal"] = "SIGUSR2" },
                ["web"] = new Dictionary<string, string> { ["interval"] = "3m" },
            },
            new Dictionary<string, string> { ["shop"] = "mirror" },
            out _);
        var manifest = CommandRun.Deployment(annotations: annotation).Replace("  name: web\n  labels", "  name: web\n  namespace: shop\n  labels", StringComparison.Ordinal);
        var output = CommandRun.Explain(manifest, profiles: profiles).Output;

        Assert.All(rows, row => Assert.Contains(row + "\n", output, StringComparison.Ordinal));
        Assert.Contains($"  --interval={interval}\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x: y", "profile               slow  (--profile)", "interval              10m  (profile 'slow')", "signal                SIGHUP  (default)")]
    [InlineData("config-sync.dev/profile: web",
        "profile               web  (Pod)", "interval              3m  (profile 'web')", "signal                SIGUSR2  (profile 'mirror')")]
    public void ChosenProfileIsForPodsThatNameNone(string annotation, params string[] rows)
    {
        var profiles = ProfileSet.Create(
            new Dictionary<string, IReadOnlyDictionary<string, string>>
            {
                ["mirror"] = new Dictionary<string, string> { ["signal"] = "SIGUSR2" },
                ["slow"] = new Dictionary<string, string> { ["interval"] = "10m" },
                ["web"] = new Dictionary<string, string> { ["interval"] = "3m" },
            },
            new Dictionary<string, string> { ["shop"] = "mirror" },
            out _).WithChosen("slow");
        var manifest = CommandRun.Deployment(annotations: annotation).Replace("  name: web\n  labels", "  name: web\n  namespace: shop\n  labels", StringComparison.Ordinal);
        var output = CommandRun.Explain(manifest, profiles: profiles).Output;

        Assert.All(rows, row => Assert.Contains(row + "\n", output, StringComparison.Ordinal));
    }

    [Fact]
    public void ServiceAccountsPullSecretsThatWouldNotBeCopiedArePointedOut()
    {
        var run = CommandRun.Explain(CommandRun.Deployment(annotations: "config-sync.dev/agent-pull-secrets: mirror"));

        Assert.Contains("  pull secrets  spec.imagePullSecrets holds the agent's alone now", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("pull secrets  ", CommandRun.Explain(CommandRun.Deployment()).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void LabelOnTheDeploymentItselfIsPointedOutLoudly()
    {
        var run = CommandRun.Explain(CommandRun.Deployment(labels: "x: y", own: "config-sync.dev/inject: enabled"));

        Assert.Contains("  !!! the label config-sync.dev/inject: enabled stands on the Deployment itself", run.Output, StringComparison.Ordinal);
        Assert.Contains("called by     no entry: the Pod has no label", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("config-sync.dev/inject: disabled", null, "no entry: the Pod's label says disabled")]
    [InlineData("config-sync.dev/inject: required", null, "pod-required.config-sync.dev (failurePolicy: Fail)")]
    [InlineData("config-sync.dev/inject: enabled", "disabled", "pod-enabled.config-sync.dev (failurePolicy: Ignore)")]
    [InlineData("x: y", "required", "namespace-required.config-sync.dev (failurePolicy: Fail)")]
    [InlineData("x: y", null, "no entry: the Pod has no label config-sync.dev/inject (if its Namespace has one, say so with --namespace-label)")]
    public void EntryThatWouldMatchIsNamed(string label, string? onNamespace, string entry) =>
        Assert.Contains($"called by     {entry}\n", CommandRun.Explain(CommandRun.Deployment(labels: label), onNamespace).Output, StringComparison.Ordinal);

    [Fact]
    public void RefusalIsExplainedWithEveryFault()
    {
        var run = CommandRun.Explain(CommandRun.Deployment(annotations: "config-sync.dev/signal: SIGFOO\n        config-sync.dev/interval: never"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("decision      denied: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("config-sync.dev/signal must", run.Output, StringComparison.Ordinal);
        Assert.Contains("config-sync.dev/interval must", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void ManifestsThatMakeNoPodsAreToldAsSuch() => Assert.Equal("no workloads found\n", CommandRun.Explain("a: b\n").Output);
}
