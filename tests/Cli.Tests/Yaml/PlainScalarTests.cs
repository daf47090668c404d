using System.Text.Json.Nodes;
using ConfigSync.Cli.Yaml;

namespace ConfigSync.Cli.Tests.Yaml;

public sealed class PlainScalarTests
{
    [Theory] // as kubectl reads them: YAML 1.1
    [InlineData("", "null")]
    [InlineData("~", "null")]
    [InlineData("null", "null")]
    [InlineData("true", "true")]
    [InlineData("on", "true")]
    [InlineData("No", "false")]
    [InlineData("y", "true")]
    [InlineData("0", "0")]
    [InlineData("-12", "-12")]
    [InlineData("0644", "420")]
    [InlineData("0o644", "420")]
    [InlineData("0x1F", "31")]
    [InlineData("0b101", "5")]
    [InlineData("1_000", "1000")]
    [InlineData("089", "89")]
    [InlineData("1.5", "1.5")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("text", "\"text\"")]
    [InlineData("10m", "\"10m\"")]
    [InlineData("1.2.3", "\"1.2.3\"")]
    [InlineData("12:30", "\"12:30\"")]
    [InlineData(".inf", "\".inf\"")]
    [InlineData("-", "\"-\"")]
    public void MeaningIsThatOfKubectl(string text, string json) => Assert.Equal(json, PlainScalar.ToJson(text)?.ToJsonString() ?? "null");

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("yes")]
    [InlineData("OFF")]
    [InlineData("8080")]
    [InlineData("0x1F")]
    [InlineData("1e3")]
    [InlineData("1_000")]
    [InlineData("12:30")]
    [InlineData("2026-11-21")]
    [InlineData(".5")]
    [InlineData("-.inf")]
    public void TextThatMeansSomethingElseIsQuoted(string text)
    {
        Assert.True(PlainScalar.MeansSomethingElse(text));
        var written = YamlPrinter.Print(YamlJson.ToYaml(new JsonObject { ["k"] = text }), indentLists: false);
        Assert.Equal(text, YamlJson.ToJson(YamlDocumentReader.Read(written)!)!["k"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("nginx:1.27")]
    [InlineData("10m/100m")]
    [InlineData("--interval=60s")]
    [InlineData("/etc/app")]
    [InlineData("ConfigMap")]
    public void OrdinaryTextIsNot(string text) => Assert.False(PlainScalar.MeansSomethingElse(text));
}
