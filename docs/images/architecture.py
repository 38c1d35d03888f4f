#!/usr/bin/env python3
"""Draws the figures of docs/architecture.md: docs/images/architecture.py layers > docs/images/layers.svg, and stages > stages.svg."""
import sys
from html import escape

STYLE = """
.paper{fill:#fff}.box{fill:#eef4fb;stroke:#5b7fa6}.other{fill:#f6f1e7;stroke:#a3874d}.train{fill:#eef7ee;stroke:#5c9560}
text{fill:#1b2430;font:13px system-ui,'Segoe UI',sans-serif}.head{font-weight:600}.small{font-size:11.5px;fill:#47535f}
.line{stroke:#5f6b78;fill:none;stroke-width:1.5}.tip{fill:#5f6b78}
@media (prefers-color-scheme:dark){.paper{fill:#10161d}.box{fill:#1b2c40;stroke:#6f97c4}.other{fill:#332b1a;stroke:#b99b5d}
.train{fill:#1b3120;stroke:#6fae74}text{fill:#e8edf3}.small{fill:#b4c0cc}.line{stroke:#93a1b0}.tip{fill:#93a1b0}}
"""


class Figure:
    def __init__(self, width, height, title):
        self.parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">',
            f'<title>{escape(title)}</title><style>{STYLE}</style>',
            '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
            '<path class="tip" d="M0 0 8 4 0 8z"/></marker></defs>',
            f'<rect class="paper" width="{width}" height="{height}" rx="8"/>']

    def box(self, x, y, width, height, head, lines=(), kind='box'):
        self.parts.append(f'<rect class="{kind}" x="{x}" y="{y}" width="{width}" height="{height}" rx="6"/>')
        self.text(x + 12, y + 21, head, 'head')
        for number, line in enumerate(lines):
            self.text(x + 12, y + 40 + 16 * number, line, 'small')

    def text(self, x, y, words, kind=''):
        self.parts.append(f'<text class="{kind}" x="{x}" y="{y}">{escape(words)}</text>')

    def arrow(self, *points):
        way = 'M' + ' L'.join(f'{x} {y}' for x, y in points)
        self.parts.append(f'<path class="line" d="{way}" marker-end="url(#tip)"/>')

    def svg(self):
        return '\n'.join([*self.parts, '</svg>'])


def layers():
    figure = Figure(880, 400, 'Assemblies and the direction in which they know each other')
    figure.box(20, 20, 250, 62, 'MLNetDetection.Cli', ['mldetect'])
    figure.box(290, 20, 250, 62, 'your program, samples', ['MLContext, Fit, Transform'], 'other')
    figure.box(20, 124, 520, 62, 'MLNetDetection', ['SsdTrainer, SsdTransformer, ml.ObjectDetection, readers as IDataView, recipes'])
    figure.box(20, 228, 520, 62, 'MLNetDetection.Torch', ['anchors, backbones, heads, losses, training, weights, ONNX; no ML.NET'])
    figure.box(20, 324, 520, 62, 'MLNetDetection.Core', ['boxes, data sets, augmentation, metrics, reports; .NET alone'])
    for x, top, bottom in ((145, 82, 124), (415, 82, 124), (280, 186, 228), (280, 290, 324)):
        figure.arrow((x, top), (x, bottom - 2))
    figure.box(610, 124, 250, 62, 'Microsoft.ML', ['and ImageAnalytics'], 'other')
    figure.box(610, 228, 250, 62, 'TorchSharp', ['over libtorch'], 'other')
    figure.arrow((540, 155), (608, 155))
    figure.arrow((540, 259), (608, 259))
    figure.text(610, 330, 'NuGet runtime: the packages', 'small')
    figure.text(610, 348, 'System runtime: src/runtime, the same', 'small')
    figure.text(610, 366, 'names over the machine\'s own libtorch', 'small')
    return figure.svg()


def stages():
    figure = Figure(880, 470, 'The stages of a single-shot detector in prediction and in training')
    figure.box(20, 30, 160, 78, 'Preprocessing', ['fit, resample, R G B', '[N, H, W, 3] bytes'])
    figure.box(210, 30, 160, 78, 'Backbones', ['feature maps, finest', 'first [N, C, h, w]'])
    figure.box(400, 30, 170, 78, 'Heads', ['logits [N, A, K]', 'deltas [N, A, 4]'])
    figure.text(24, 24, 'every picture', 'small')
    figure.arrow((180, 69), (208, 69))
    figure.arrow((370, 69), (398, 69))
    figure.box(640, 30, 220, 78, 'Coding, Suppression', ['deltas to boxes, best of each', 'object; back to source pixels'])
    figure.arrow((570, 69), (638, 69))
    figure.text(578, 60, 'prediction', 'small')
    figure.box(640, 140, 220, 62, 'detections', ['label, score, x0 y0 x1 y1'], 'other')
    figure.arrow((750, 108), (750, 138))
    figure.box(20, 300, 160, 78, 'Augmentation', ['crop, zoom, colours,', 'mosaic: one resampling'], 'train')
    figure.box(20, 180, 160, 62, 'annotated picture', ['objects in pixels'], 'other')
    figure.arrow((100, 242), (100, 298))
    figure.arrow((180, 320), (196, 320), (196, 130), (100, 130), (100, 110))
    figure.box(210, 180, 160, 78, 'Anchors', ['A boxes of the input,', 'laid on the maps'], 'train')
    figure.arrow((290, 108), (290, 178))
    figure.box(210, 300, 160, 78, 'Matching', ['objects to anchors', 'by IoU'], 'train')
    figure.arrow((290, 258), (290, 298))
    figure.arrow((180, 350), (208, 350))
    figure.box(400, 300, 170, 78, 'Coding, Sampling', ['targets: label and', 'deltas of each anchor'], 'train')
    figure.arrow((370, 339), (398, 339))
    figure.box(640, 300, 220, 78, 'Losses', ['classes and boxes;', 'hard negatives'], 'train')
    figure.arrow((570, 339), (638, 339))
    figure.arrow((485, 108), (485, 230), (690, 230), (690, 298))
    figure.text(494, 222, 'training', 'small')
    figure.box(400, 400, 460, 56, 'Training', ['gradient, optimizer, running average; hooks around each step and epoch'], 'train')
    figure.arrow((750, 378), (750, 398))
    figure.arrow((400, 428), (12, 428), (12, 8), (300, 8), (300, 28))
    figure.text(24, 446, 'new weights', 'small')
    return figure.svg()


print({'layers': layers, 'stages': stages}[sys.argv[1]]())
