using ConfigSync.Injection.Settings;
using ConfigSync.TestKit;

namespace ConfigSync.Cli.Tests.Commands;

public sealed class InjectCommandTests
{
    private const string Template =
        """
        {metadata: {labels: {config-sync.dev/inject: enabled}}, spec: {containers: [{name: a, image: i, volumeMounts: [{name: c, mountPath: /c}]}],
          volumes: [{name: c, configMap: {name: c}}]}}
        """;

    public static TheoryData<string> Examples =>
        [.. Directory.GetDirectories(Repository.PathOf("manifests", "examples")).Order(StringComparer.Ordinal).Select(folder => Path.GetFileName(folder))];

    [Theory]
    [InlineData("apps/v1", "Deployment", "spec: {template: @}")]
    [InlineData("apps/v1", "StatefulSet", "spec: {template: @}")]
    [InlineData("apps/v1", "DaemonSet", "spec: {template: @}")]
    [InlineData("apps/v1", "ReplicaSet", "spec: {template: @}")]
    [InlineData("batch/v1", "Job", "spec: {template: @}")]
    [InlineData("batch/v1", "CronJob", "spec: {jobTemplate: {spec: {template: @}}}")]
    [InlineData("v1", "ReplicationController", "spec: {template: @}")]
    [InlineData("v1", "PodTemplate", "template: @")]
    [InlineData("v1", "List", "items: [{apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {template: @}}]")]
    public void EveryKindOfWorkloadIsInjected(string version, string kind, string body)
    {
        var run = CommandRun.Inject($"apiVersion: {version}\nkind: {kind}\nmetadata: {{name: x}}\n{body.Replace("@", Template, StringComparison.Ordinal)}\n");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains("--source=c:/config-sync/sources/c", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void PodIsInjected()
    {
        var run = CommandRun.Inject($"apiVersion: v1\nkind: Pod\n{Template.Trim()[1..^1].Replace(", spec", "\nspec", StringComparison.Ordinal)}\n");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains("config-sync.dev/status: injected", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void InjectingTwiceGivesTheSameBytes(string example)
    {
        var once = CommandRun.Inject(File.ReadAllText(Repository.PathOf("manifests", "examples", example, "workload.yaml")));
        Assert.Equal(0, once.ExitCode);
        Assert.Contains("config-sync.dev/status: injected", once.Output, StringComparison.Ordinal);

        Assert.Equal(once.Output, CommandRun.Inject(once.Output).Output);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("enabled", true)]
    [InlineData("true", true)]
    [InlineData("required", true)]
    [InlineData("disabled", false)]
    [InlineData("false", false)]
    public void PodWithoutLabelIsInjectedWhenItsNamespaceSaysSo(string? namespaceLabel, bool injected) =>
        Assert.Equal(injected, CommandRun.Inject(CommandRun.Deployment(labels: "x: y"), namespaceLabel).Output.Contains("injected", StringComparison.Ordinal));

    [Fact]
    public void TemplateWithoutMetadataIsInjectedWhenItsNamespaceSaysSo()
    {
        const string manifest =
            """
            apiVersion: batch/v1
            kind: Job
            metadata: {name: x}
            spec:
              template:
                spec:
                  containers: [{name: a, image: i, volumeMounts: [{name: c, mountPath: /c}]}]
                  volumes: [{name: c, configMap: {name: c}}]
            """;

        Assert.Contains("  template:\n    metadata:\n      labels:\n        config-sync.dev/status: injected\n",
            CommandRun.Inject(manifest, "enabled").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void PodOfAProtectedNamespaceIsNeverInjected()
    {
        var manifest = CommandRun.Deployment().Replace("  name: web\n  labels", "  name: web\n  namespace: kube-system\n  labels", StringComparison.Ordinal);

        Assert.Equal(manifest, CommandRun.Inject(manifest, "required").Output);
    }

    [Fact]
    public void FaultsOfAllDocumentsAreToldAndNothingIsPrinted()
    {
        var run = CommandRun.Inject(
            CommandRun.Deployment(annotations: "config-sync.dev/intervall: 5s") + "---\n" + CommandRun.Deployment() + "---\n"
            + CommandRun.Deployment(annotations: "config-sync.dev/signal: SIGFOO\n        config-sync.dev/interval: never"));

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("", run.Output);
        var lines = run.Errors.TrimEnd().Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("app.yaml:1: Deployment/web: ", lines[0], StringComparison.Ordinal);
        Assert.Contains("did you mean 'config-sync.dev/interval'?", lines[0], StringComparison.Ordinal);
        Assert.All(lines[1..], line => Assert.StartsWith("app.yaml:56: Deployment/web: ", line, StringComparison.Ordinal));
    }

    [Fact]
    public void UnderOnErrorWarnAFaultyPodComesOutToTheLetterWithAWarning()
    {
        var manifest = CommandRun.Deployment(annotations: "config-sync.dev/signal: SIGFOO");
        var run = CommandRun.Inject(manifest, onError: OnErrorPolicy.Warn);

        Assert.Equal((0, manifest), (run.ExitCode, run.Output));
        Assert.StartsWith("warning: app.yaml:1: Deployment/web: invalid annotation: config-sync.dev/signal must", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a: b\n---\nc: [1\nd: 2\n", "can't read 'app.yaml': line 4, column ")]
    [InlineData("a:\n\t- b\n", "can't read 'app.yaml': line 2, column 1: ")]
    [InlineData("a: *missing\n", "can't read 'app.yaml': line 1, column 4: ")]
    [InlineData("spec:\n  {{- toYaml .Values }}\n", "can't read 'app.yaml': line 2, column ")]
    [InlineData("a: 1\na: 2\n", "can't read 'app.yaml': line 2, column 1: ")]
    public void WhatIsNoYamlIsToldWithLineAndColumn(string text, string message)
    {
        var run = CommandRun.Inject(text);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(message, run.Errors, StringComparison.Ordinal);
        Assert.Single(run.Errors.TrimEnd().Split('\n'));
    }

    [Fact]
    public void AliasesThatMakeAMillionNodesAreRefused()
    {
        var levels = Enumerable.Range(1, 9).Select(level => $"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 10))}]");
        var run = CommandRun.Inject($"a0: &a0 x\n{string.Join('\n', levels)}\n");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("more than 1000000 nodes", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void FieldsThatHoldNothingAreFilled()
    {
        const string manifest =
            """
            apiVersion: apps/v1
            kind: Deployment
            spec:
              template:
                metadata:
                  labels:
                  annotations:
                spec:
                  initContainers:
                  containers:
                    - {name: a, image: i, args: , env: [], volumeMounts: [{name: c, mountPath: /c}]}
                  volumes: [{name: c, configMap: {name: c}}]
            """;
        var run = CommandRun.Inject(manifest, "enabled");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("      labels:\n        config-sync.dev/status: injected\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("      initContainers:\n        - name: config-sync-install\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void FieldOfAnotherTypeIsBadInput()
    {
        var run = CommandRun.Inject("apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: {containers: 5}\n", "enabled");

        Assert.Equal((2, "", "app.yaml:1: Pod/x: spec.containers must be an array (was a number) [malformed-pod]\n"), (run.ExitCode, run.Output, run.Errors));
    }

    [Fact]
    public void LabelThatIsNoTextIsToldBeforeTheApiServerDoes()
    {
        var run = CommandRun.Inject(CommandRun.Deployment(labels: "config-sync.dev/inject: true"));

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("must be a string (was true); put it in quotes", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void LabelOnTheDeploymentItselfIsPointedOut()
    {
        var run = CommandRun.Inject(CommandRun.Deployment(labels: "x: y", own: "config-sync.dev/inject: enabled"));

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("stands on the Deployment itself, where nothing reads it; move it to spec.template.metadata.labels", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void ServiceAccountsPullSecretsThatWouldNotBeCopiedArePointedOut()
    {
        var run = CommandRun.Inject(CommandRun.Deployment(annotations: "config-sync.dev/agent-pull-secrets: mirror"));

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("      imagePullSecrets:\n        - name: mirror\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("warning: app.yaml:1: Deployment/web: spec.imagePullSecrets holds the agent's alone now", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void PullSecretsBehindThePodsOwnNeedNoWarning()
    {
        var manifest = CommandRun.Deployment(annotations: "config-sync.dev/agent-pull-secrets: mirror")
            .Replace("      containers:\n", "      imagePullSecrets: [{name: team}]\n      containers:\n", StringComparison.Ordinal);
        var run = CommandRun.Inject(manifest);

        Assert.Equal((0, ""), (run.ExitCode, run.Errors.Split('\n').FirstOrDefault(line => line.Contains("imagePullSecrets", StringComparison.Ordinal)) ?? ""));
        Assert.Equal(run.Output, CommandRun.Inject(run.Output).Output);
    }

    [Fact]
    public void DifferenceShowsTheInjectionAndNothingElse()
    {
        // Odd layout and a comment: writing the document anew loses both, which is no change that anybody asked about.
        var run = CommandRun.Inject(CommandRun.Deployment().Replace("app: web", "app:    web # comment", StringComparison.Ordinal), diff: true);

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("--- app.yaml (Deployment/web)\n+++ app.yaml (Deployment/web, injected)\n@@ -", run.Output, StringComparison.Ordinal);
        Assert.Equal(
            ["-          args: [\"--config=/etc/app/app.conf\"]", "-            - name: c", "-              mountPath: /etc/app/app.conf", "-              subPath: app.conf"],
            run.Output.Split('\n').Skip(1).Where(line => line.StartsWith('-')));
    }

    [Fact]
    public void DifferenceOfWhatIsNotInjectedIsNothing()
    {
        var run = CommandRun.Inject("a: b\n", diff: true);

        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, run.Errors));
    }

    [Fact]
    public void DifferenceIsColouredOnATerminal()
    {
        var output = CommandRun.Inject(CommandRun.Deployment(), diff: true, colours: true).Output;

        Assert.Contains("\e[32m+        config-sync.dev/status: injected\e[0m", output, StringComparison.Ordinal);
        Assert.DoesNotContain("\e", CommandRun.Inject(CommandRun.Deployment(), diff: true).Output, StringComparison.Ordinal);
    }
}
