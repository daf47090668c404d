using System.Text;
using ConfigSync.Injection;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Json;
using ConfigSync.TestKit.Yaml;
using ConfigSync.Configuration;
using Newtonsoft.Json.Linq;

namespace ConfigSync.Cli.Tests.Injecting;

/// <summary>What <c>inject</c> must leave as it is.</summary>
public sealed class InjectKeepsTests
{
    public static TheoryData<string> Untouched => new()
    {
        "",
        "\n",
        "# nothing but a comment\n",
        "---\n---\n# two empty documents\n",
        "%YAML 1.1\n---\na: b\n...\n",
        "just a text\n",
        "[1, 2, {three: four}]\n",
        "a: &anchor {b: c}\nd: *anchor\ne: {<<: *anchor}\n",
        "a: b\r\n---\r\nc: d\r\n",
        "a: 'tab\there'\nb: |\n  \tindented with a tab\n",
        "apiVersion: v1\nkind: ConfigMap\ndata:\n  x: |\n    text\n    ... and ---\n  y: \"\\u00e9\"   # comment\n",
        "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: x}\nspec: {template: {spec: {containers: []}}}\n",
        "apiVersion: example.com/v1\nkind: Deployment\nspec: {template: {metadata: {labels: {config-sync.dev/inject: enabled}}, spec: {containers: []}}}\n",
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: no-template}\n",
        "apiVersion: v1\nkind: List\nitems: []\n",
        "no: line end at the end",
        CommandRun.Deployment(labels: "x: y"),
        CommandRun.Deployment(labels: "config-sync.dev/inject: disabled"),
    };

    [Theory]
    [MemberData(nameof(Untouched))]
    public void DocumentWithoutAnythingToInjectComesOutToTheLetter(string text)
    {
        var run = CommandRun.Inject(text);

        Assert.Equal((0, text, ""), (run.ExitCode, run.Output, run.Errors));
    }

    [Fact]
    public void NeighboursOfAnInjectedDocumentComeOutToTheLetter()
    {
        const string before = "# before\na:   1   # odd blanks\n";
        const string after = "---\nb: &x [1]\nc: *x\n# after\n";
        var run = CommandRun.Inject($"{before}---\n{CommandRun.Deployment()}{after}");

        Assert.StartsWith(before + "---\napiVersion: apps/v1\n", run.Output, StringComparison.Ordinal);
        Assert.EndsWith(after, run.Output, StringComparison.Ordinal);
        Assert.Contains("config-sync.dev/status: injected", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void MarkerAndCommentsAboveAnInjectedDocumentStay() =>
        Assert.StartsWith("# of whom this is\n---\n# and why\napiVersion",
            CommandRun.Inject("# of whom this is\n---\n# and why\n" + CommandRun.Deployment()).Output, StringComparison.Ordinal);

    [Fact]
    public void ByteOrderMarkStaysAndHidesNothing()
    {
        var run = CommandRun.Inject("\uFEFF" + CommandRun.Deployment());

        Assert.StartsWith("\uFEFFapiVersion: apps/v1\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("config-sync.dev/status: injected", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void LineEndsOfAnInjectedDocumentStay()
    {
        var run = CommandRun.Inject(CommandRun.Deployment().ReplaceLineEndings("\r\n"));

        Assert.Equal(run.Output.Split('\n').Length - 1, run.Output.Split("\r\n").Length - 1);
        Assert.Contains("config-sync.dev/status: injected\r\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void OrderQuotesAndNumbersOfAnInjectedDocumentStay()
    {
        var manifest = CommandRun.Deployment(annotations: "z: \"yes\"\n        a: 'on'\n        m: plain")
            .Replace("name: app\n\n", "name: app\n", StringComparison.Ordinal)
            .Replace("            name: app\n", "            name: app\n            defaultMode: 0644\n            optional:\n", StringComparison.Ordinal);
        var lines = CommandRun.Inject(manifest).Output.Split('\n');

        Assert.Equal(["        z: \"yes\"", "        a: 'on'", "        m: plain"], lines.SkipWhile(line => line != "        z: \"yes\"").Take(3));
        Assert.Contains("            defaultMode: 0644", lines);
        // Nothing at all and null mean the same, and only the latter is safe everywhere.
        Assert.Contains("            optional: null", lines);
    }

    [Fact]
    public void AliasesAndMergedKeysOfAnInjectedDocumentAreWrittenOut()
    {
        var manifest = CommandRun.Deployment()
            .Replace("image: nginx:1.27", "image: &image nginx:1.27\n          env: &env [{name: A, value: \"1\"}]", StringComparison.Ordinal)
            .Replace("      volumes:",
                "        - {name: second, image: *image, env: *env}\n        - <<: {name: ignored, image: *image}\n          name: third\n      volumes:",
                StringComparison.Ordinal);
        var run = CommandRun.Inject(manifest);
        var containers = ManifestYaml.Parse(run.Output)[0]["spec"]!["template"]!["spec"]!["containers"]!.AsArray();

        Assert.DoesNotContain("*image", run.Output, StringComparison.Ordinal);
        Assert.Equal(["app", "second", "third"], containers.Select(container => container!["name"]!.ToString()));
        Assert.All(containers, container => Assert.Equal("nginx:1.27", container!["image"]!.ToString()));
        Assert.Equal("1", containers[1]!["env"]![0]!["value"]!.ToString());
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public void InjectedManifestIsTheManifestWithThePatchAppliedAndNothingElse(string name)
    {
        var pod = (JObject)PatchApplier.Parse(Encoding.UTF8.GetString(Corpus.Body(name)))["request"]!["object"]!;
        var manifest = pod.ToString();
        var run = CommandRun.Inject(manifest);
        var result = new Injector(new InjectorOptions().ToSettings())
            .Inject(Encoding.UTF8.GetBytes(manifest));

        Assert.Equal(result.Allowed ? 0 : 1, run.ExitCode);
        if (result.Patch.IsEmpty)
        {
            Assert.Equal(result.Allowed ? manifest : "", run.Output);
            return;
        }

        var expected = PatchApplier.Apply(pod, Encoding.UTF8.GetString(result.Patch.Span));
        var actual = PatchApplier.Parse(Assert.Single(ManifestYaml.Parse(run.Output)).ToJsonString());
        Assert.True(JToken.DeepEquals(expected, actual), $"expected {expected}\nbut got {actual}");
    }

    public static TheoryData<string> Recorded =>
        [.. Corpus.Admission.Concat(Corpus.Wild).Where(name => Encoding.UTF8.GetString(Corpus.Body(name)).Contains("config-sync.dev/inject\": ", StringComparison.Ordinal))];
}
