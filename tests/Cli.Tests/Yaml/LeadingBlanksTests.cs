using ConfigSync.Cli.Yaml;
using YamlDotNet.Core;

namespace ConfigSync.Cli.Tests.Yaml;

/// <summary>What is expected here is what kubectl makes of the same text.</summary>
public sealed class LeadingBlanksTests
{
    [Theory]
    [InlineData("a: |\n    \n    x\n    y\nb: c\n", """{"a":"\nx\ny\n","b":"c"}""")]
    [InlineData("a: |\r\n    \r\n    x\r\nb: c\r\n", """{"a":"\nx\n","b":"c"}""")]
    [InlineData("a:\n- b: |- # why\n    \n  \n\n    x\n      y\n", """{"a":[{"b":"\n\n\nx\n  y"}]}""")]
    [InlineData("a: |\n  b: |\n      \n    x\nc: d\n", """{"a":"b: |\n    \n  x\n","c":"d"}""")]
    public void BlankLinesBeforeATextAreItsLineBreaks(string yaml, string json)
    {
        var root = YamlDocumentReader.Read(LeadingBlanks.Empty(yaml))!;

        Assert.Equal(json, YamlJson.ToJson(root)!.ToJsonString());
        Assert.Equal(json, YamlJson.ToJson(YamlDocumentReader.Read(YamlPrinter.Print(root, indentLists: false))!)!.ToJsonString());
    }

    [Fact]
    public void BlankLineOfMoreSpacesThanItsTextIsRefusedAsKubectlDoes() =>
        Assert.ThrowsAny<YamlException>(static () => YamlDocumentReader.Read(LeadingBlanks.Empty("a: |\n      \n    x\n")));

    [Fact]
    public void DocumentWithSuchABlockComesOutToTheLetter()
    {
        const string text = "# see: |\n  \n---\na: |\n    \n    x\n";
        var run = CommandRun.Inject(text);

        Assert.Equal((0, text, ""), (run.ExitCode, run.Output, run.Errors));
    }
}
