# チケット番号の付け方

admin-numbers = チケット番号
admin-numbers-lead = 新しいチケットの番号の付け方を設定します。既存のチケットの番号は変わらず、同じ番号が二度使われることはありません。番号は数字だけで構成されます。
admin-setting-numbering = チケット番号

numbering-lead = このトピックのチケットを番号で見分けられるようにできます。
numbering-way = 番号の付け方
numbering-usual = 全体の設定に従う
numbering-usual-hint = このトピックのチケットにも、ほかと同じ方法で番号を付けます。
numbering-sequence = 連番
numbering-sequence-hint = 順に次の番号を付けます。依頼者にもチケットの件数が推測できます。
numbering-year = 年ごとの連番
numbering-month = 月ごとの連番
numbering-day = 日ごとの連番
numbering-dated-hint = 先頭に日付が入り、期間ごとに1から数え直します（タイムゾーン：{ $x }）。
numbering-random = 推測されにくい番号
numbering-random-hint = 8桁以上の乱数です。チケットの件数を知られることがありません。
numbering-prefix = 先頭の数字
numbering-prefix-hint = 6桁まで。窓口やトピックを区別できます（例：7 → 7000123）。
numbering-digits = 桁数
numbering-digits-hint = 先頭の数字、日付、検査数字を除いた桁数です。足りなくなると自動的に増えます。
numbering-start = 開始番号
numbering-start-hint = すでに使われている番号は飛ばします。
numbering-check = 末尾に検査数字を付ける
numbering-check-hint = 1桁の誤りや隣り合う数字の入れ替わりがあると、存在しない番号になります（Damm法）。
numbering-next = 次の番号
numbering-such-as = 番号の例
numbering-show = 例を表示
numbering-topics = 独自の番号を使うトピック
numbering-topics-none = まだありません。トピックごとの番号は、各トピックのページで設定できます。

refusal-numbering-prefix-wrong = 先頭の数字は6桁までで、0以外から始めてください。
refusal-numbering-digits-wrong = 桁数を変更してください。全体で4桁以上、乱数は8桁以上、連番は9桁までです。
refusal-numbering-start-wrong = 選択した桁数の番号から始めてください。先頭の数字がある場合は1以上で指定できます。
refusal-numbering-too-long = 番号が増えると15桁を超えます。桁数または先頭の数字を減らしてください。
